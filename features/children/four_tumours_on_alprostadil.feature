Feature: A newborn of 2 days with four tumours and outflow obstruction, on alprostadil
  The largest measures 14 mm; no heart failure. The list of features names the tumours only, which count once: TSC is
  possible by the tumours alone. Whether the circulation depends on the duct is not recorded.

  Scenario: The typical newborn at a first visit
    Given a newborn of 2 days
    And the life stage is postnatal
    And the major features found are multiple cardiac rhabdomyomas
    And 4 cardiac rhabdomyomas
    And the largest tumour measures 14 mm
    And the child has outflow obstruction
    And the child has no heart failure
    And the drugs taken are alprostadil
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And the finding "TSC" is possible
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the surgical risk is asked for, as it could change the mTOR inhibitor
    And arrhythmia is asked for
    And the alert "live vaccine due with mTOR inhibitor" could not be excluded
    And it is said that "p = 0.139"
    And it is said that "9 had serious ones"
    And it is nowhere said that "An ACE inhibitor is among the drugs"
