Feature: A newborn of 3 days with one tumour, and nothing else recorded
  What is not recorded is never taken for absent: neither that there are no symptoms nor that flow is free. A single
  tumour goes with TSC in 23 to 73 %.

  Scenario: Unknown never turns into no
    Given a newborn of 3 days
    And 1 cardiac rhabdomyoma
    When the evidence is consulted
    Then danger cannot be excluded
    And the child is in scope
    And specialist review is the usual course, sooner than routine
    And surveillance cannot be assessed
    And an mTOR inhibitor cannot be assessed
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the finding "TSC" is possible
    And the TSC status is asked for
    And heart failure is asked for
    And outflow obstruction is asked for
    And arrhythmia is asked for
    And no warning is shown
    And it is said that "73 %"
    And it is nowhere said that "this child has no symptoms"
    And it is nowhere said that "Timing: routine"
