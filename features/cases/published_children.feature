Feature: Published children
  Facts as printed; what is not printed is left unknown. The outcome is history, not the right answer.

  Scenario: Sugalska 2021, Table 1, row 1: a newborn with a significant outflow gradient
    # History: everolimus for 36 days; the largest tumour halved and three others went; it grew again after the
    # drug was stopped, without symptoms. TSC as by the review's inclusion criteria.
    Given a newborn of 1 day
    And 4 cardiac rhabdomyomas
    And the largest tumour measures 8 mm
    And TSC is definite
    And the child has outflow obstruction
    When the evidence is consulted
    Then an mTOR inhibitor may be considered
    And the mTOR inhibitor is not put forward especially here
    And the surgical risk is asked for
    And specialist review is the usual course
    And the alert "life threatening presentation" is shown

  Scenario: Sugalska 2021, Table 1, row 2: a newborn without symptoms, treated for a feared obstruction
    # History: everolimus for 46 days; the tumour halved, and after withdrawal grew past its first size, without
    # symptoms. TSC as by the review's inclusion criteria.
    Given a newborn of 4 days
    And the largest tumour measures 15 mm
    And TSC is definite
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then surveillance is the usual course
    And an mTOR inhibitor is not supported
    And surgery is not supported

  Scenario: A newborn with severe inflow obstruction whose tumours regressed without treatment
    # History: conservative care and spontaneous regression (Case Rep Cardiol 2018, 8395260).
    Given a child of unknown age
    And the life stage is postnatal
    And the largest tumour measures 20.5 mm
    And the child has inflow obstruction
    When the evidence is consulted
    Then the scope cannot be assessed
    And the age is asked for
    And the alert "life threatening presentation" is shown
