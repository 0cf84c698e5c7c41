Feature: An infant of 50 days without symptoms on sirolimus, trough 20 ng/mL, infection of grade 3
  Definite TSC, three tumours that regress, no symptom at all; stomatitis of grade 2 and a lipid change of grade 1;
  what the drug is for is not recorded. Version 0.1.0 said that nothing recorded prompts a review, beside six
  warnings.

  Scenario: No reassurance beside warnings
    Given a child of 50 days
    And the life stage is postnatal
    And TSC is definite
    And 3 cardiac rhabdomyomas
    And the course of the tumours is regressing
    And every symptom is recorded as absent
    And an mTOR inhibitor is being taken
    And the sirolimus trough is 20 ng/mL
    And no drugs are taken
    And there is no active infection
    And there is no hypersensitivity to rapamycin
    And there is no live vaccine due
    And there is no impairment of the liver
    And there is no rise of blood lipids
    And a stomatitis of grade 2 is reported
    And a dyslipidaemia of grade 1 is reported
    And a infection of grade 3 is reported
    When the evidence is consulted
    Then danger is not said
    And the finding "possibly life threatening" is no
    And specialist review is the usual course, sooner than routine
    And surveillance is the usual course
    And an mTOR inhibitor is outside the evidence
    And the indication of the mTOR inhibitor is asked for
    And the mTOR inhibitor carries every caveat it must
    And surgery is not supported
    And anti-arrhythmic drugs are not applicable
    And TSC evaluation is not applicable
    And the alert "infection grade 3" is shown
    And the alert "infection grade 3" mentions "everolimus"
    And the alert "stomatitis grade 2" is shown
    And the alert "sirolimus trough at upper end" is shown
    And it is said that "5 to 10 ng/mL"
    And it is nowhere said that "specialist review: not applicable"
    And it is nowhere said that "nothing recorded prompts"
    And it is nowhere said that "Timing: routine"
