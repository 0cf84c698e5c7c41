Feature: An infant of 7 months without symptoms, three tumours that regress, TSC definite
  The commonest child in a clinic. Nothing is recorded of the echo beyond the tumours: without it danger is not
  excluded. Under one year the guidance gives no interval.

  Scenario: Waiting is the usual course, the echo is the question
    Given a child of 213 days
    And the life stage is postnatal
    And TSC is definite
    And 3 cardiac rhabdomyomas
    And the course of the tumours is regressing
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And the reasons for specialist review mention "Against routine review: age (213 days)"
    And surveillance is the usual course
    And an mTOR inhibitor is not supported
    And the mTOR inhibitor carries every caveat it must
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And outflow obstruction is asked for
    And inflow obstruction is asked for
    And duct-dependence is asked for
    And arrhythmia is asked for
    And no warning is shown
    And it is said that "20 of 24 tumours regressed completely"
    And it is said that "no interval for infants"
    And it is said that "cardiology follow-up continues"
    And monitoring mentions "every 1 to 3 years"
    And monitoring mentions "every 3 to 5 years"
    And it is nowhere said that "Timing: routine"
