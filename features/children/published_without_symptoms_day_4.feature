Feature: A newborn of 4 days without symptoms, treated for a feared obstruction
  Sugalska 2021, Table 1, row 2; TSC by the review's inclusion criteria. History as printed: everolimus for 46 days;
  the tumour halved, and after withdrawal grew past its first size, without symptoms. What was feared is no finding;
  obstruction is not printed, so it stays unknown.

  @evidence:sugalska2021#table1_row2
  Scenario: Waiting is the usual course, and danger stays a question
    Given a newborn of 4 days
    And the largest tumour measures 15 mm
    And TSC is definite
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And surveillance is the usual course
    And an mTOR inhibitor is not supported
    And the mTOR inhibitor carries every caveat it must
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And outflow obstruction is asked for, as it could change surgery
    And inflow obstruction is asked for
    And duct-dependence is asked for
    And arrhythmia is asked for
    And no warning is shown
    And it is said that "no interval for infants"
    And it is nowhere said that "Timing: routine"
    And monitoring mentions "every 1 to 3 years"
