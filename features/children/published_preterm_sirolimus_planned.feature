Feature: A preterm newborn of 18 days with outflow obstruction, before sirolimus
  JACC Case Rep 2019, table 1 (Lee 2017). History as printed: a trough of 42.1 ng/mL, then a lower dose; the tumour
  smaller on days 15, 22 and 43 of 57; free of symptoms at 7 months. TSC is not printed.

  @evidence:neonatal_sirolimus2019#outflow_obstruction_preterm @evidence:neonatal_sirolimus2019#overshoot
  Scenario: Before treatment it is said what happened to the level in newborns
    Given a newborn of 18 days
    And 1 cardiac rhabdomyoma
    And the child has outflow obstruction
    And an mTOR inhibitor is planned
    And the drug is sirolimus
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the alert "sirolimus levels in newborns" mentions "42.1 ng/mL"
    And the alert "infection before mTOR inhibitor" could not be excluded
    And the alert "live vaccine due with mTOR inhibitor" could not be excluded
    And the TSC status is asked for
    And it is said that "sirolimus and amiodarone died"
    And it is nowhere said that "this child has no symptoms"
