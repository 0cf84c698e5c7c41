Feature: A preterm infant with pulmonary atresia and tumours that could not be operated on
  BMJ Case Rep 2014. History as printed: of a mother with TSC; one tumour affected the filling of the right ventricle,
  beside pulmonary atresia with a septal defect; inoperable for prematurity and low weight; everolimus at about a
  seventh of the dose for older infants, ahead of a later repair. The age is not printed.

  @evidence:case_pulmonary_atresia2014#course
  Scenario: Without an age no option is put, not even where surgery is impossible
    Given a child of unknown age
    And the life stage is postnatal
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the child has inflow obstruction
    And the surgical risk is inoperable
    When the evidence is consulted
    Then danger is said first
    And the scope cannot be assessed
    And no option is put forward
    And the age is asked for
    And it is nowhere said that "especially"
