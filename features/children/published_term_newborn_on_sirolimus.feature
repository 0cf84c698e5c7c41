Feature: A term newborn of 10 days with outflow obstruction and a high sirolimus level
  JACC Case Rep 2019, table 1 (Breathnach 2014). History as printed: after a trough of 26 ng/mL the dose was lowered;
  the tumour was smaller by day 5 of 24, and the gradient was stable at 8 months. TSC is not printed.

  @evidence:neonatal_sirolimus2019#outflow_obstruction_term
  Scenario: The drug may be considered, though only the tumour speaks for TSC; the level is a warning
    Given a newborn of 10 days
    And 1 cardiac rhabdomyoma
    And the child has outflow obstruction
    And an mTOR inhibitor is being taken
    And the drug is sirolimus
    And the sirolimus trough is 26 ng/mL
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the TSC status is asked for
    And the surgical risk is asked for
    And the alert "sirolimus levels in newborns" is shown
    And the alert "sirolimus trough at upper end" is shown
    And it is said that "5 to 10 ng/mL"
    And it is nowhere said that "this child has no symptoms"
