Feature: A newborn of 4 days with three tumours, cortical tubers and heart failure
  Two major features make TSC definite: the tumours count as one, never as two, and the tubers as the other. No status
  was entered.

  Scenario: Two major features are definite
    Given a newborn of 4 days
    And the life stage is postnatal
    And 3 cardiac rhabdomyomas
    And the major features found are cortical tubers
    And the child has heart failure
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And the finding "TSC" is definite
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor do not mention "TSC is not established"
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And the surgical risk is asked for
    And arrhythmia is asked for
    And it is nowhere said that "this child has no symptoms"
