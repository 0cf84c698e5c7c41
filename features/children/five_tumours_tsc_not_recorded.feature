Feature: A newborn of 3 days with five tumours and outflow obstruction, TSC not recorded
  The largest measures 18 mm. A tumour is itself a major feature, so TSC is at least possible; several tumours go with
  TSC in about 95 %. Version 0.1.0 could not assess the mTOR inhibitor.

  Scenario: The tumours alone make TSC possible, and that is said first
    Given a newborn of 3 days
    And the life stage is postnatal
    And 5 cardiac rhabdomyomas
    And the largest tumour measures 18 mm
    And the child has outflow obstruction
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And the finding "TSC" is possible
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the TSC status is asked for
    And the surgical risk is asked for
    And it is said that "95 %"
    And it is nowhere said that "The diagnosis of TSC is definite"
