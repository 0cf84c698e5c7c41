Feature: A newborn of 9 days, duct-dependent and in heart failure, whose tumours regress
  Definite TSC, three tumours, a low surgical risk. Regression is no comfort while the circulation depends on the
  duct; version 0.1.0 called waiting the usual course here.

  Scenario: Waiting is not the usual course beside danger, whatever the trend
    Given a newborn of 9 days
    And the life stage is postnatal
    And TSC is definite
    And 3 cardiac rhabdomyomas
    And the course of the tumours is regressing
    And the child has duct-dependent circulation
    And the child has heart failure
    And the surgical risk is low
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the mTOR inhibitor is not put forward especially here
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And the reasons for surgery mention "ductal stent"
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And arrhythmia is asked for
    And it is nowhere said that "this child has no symptoms"
    And it is nowhere said that "Timing: sooner"
