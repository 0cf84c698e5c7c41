Feature: An infant of 2 months whose tumours grow without the drug
  The same child as before birth (PMC6201692), now born. History as printed: the tumours grew off the drug and shrank
  on it, twice. What symptoms there were at two months is not printed, so they stay unknown.

  @evidence:case_before_birth2018#course
  Scenario: Growth alone is no symptom: nothing is settled but the review
    Given a child of 61 days
    And 2 cardiac rhabdomyomas
    And the course of the tumours is growing
    And a pathogenic variant has been found
    When the evidence is consulted
    Then the child is in scope
    And danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And surveillance cannot be assessed
    And an mTOR inhibitor cannot be assessed
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And arrhythmia is asked for
    And outflow obstruction is asked for
    And heart failure is asked for
    And no warning is shown
    And it is nowhere said that "Timing: routine"
