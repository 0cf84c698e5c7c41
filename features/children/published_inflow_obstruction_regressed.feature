Feature: A newborn with severe inflow obstruction who regressed under conservative care
  Case Rep Cardiol 2018. History as printed: a tumour of 20.5 mm closed 75 to 90 % of the mitral annulus; conservative
  care, without aggressive surgery, and spontaneous regression. The age on the day is not printed.

  @evidence:case_inflow_obstruction2018#course
  Scenario: Without an age no option is put, and danger is said all the same
    Given a child of unknown age
    And the life stage is postnatal
    And the largest tumour measures 20.5 mm
    And TSC is definite
    And the child has inflow obstruction
    When the evidence is consulted
    Then danger is said first
    And the scope cannot be assessed
    And no option is put forward
    And the age is asked for
    And it is nowhere said that "usual course"
