Feature: A newborn of 1 day with four tumours and a significant outflow gradient
  Sugalska 2021, Table 1, row 1; TSC by the review's inclusion criteria. History as printed: everolimus for 36 days;
  the largest tumour halved and three others went; it grew again after the drug was stopped, without symptoms, and
  stayed smaller than at first. The outcome is history, not the right answer.

  @evidence:sugalska2021#table1_row1
  Scenario: Obstruction of flow is a danger, and what is said for the drug stays cautious
    Given a newborn of 1 day
    And 4 cardiac rhabdomyomas
    And the largest tumour measures 8 mm
    And TSC is definite
    And the child has outflow obstruction
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the mTOR inhibitor is not put forward especially here
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And the surgical risk is asked for, as it could change surgery
    And arrhythmia is asked for
    And it is said that "p = 0.139"
    And it is nowhere said that "TSC is not established"
