Feature: A child of 8 years, two tumours that regress, every symptom absent
  TSC is definite; no mTOR inhibitor and no anti-arrhythmic drug is taken. The one child here for whom nothing speaks
  against the intervals of published guidance.

  Scenario: Routine review, and nothing to treat
    Given a child of 8 years
    And the life stage is postnatal
    And TSC is definite
    And 2 cardiac rhabdomyomas
    And the course of the tumours is regressing
    And every symptom is recorded as absent
    And an mTOR inhibitor is not being taken
    And anti-arrhythmic drugs are not being taken
    When the evidence is consulted
    Then danger is not said
    And the finding "possibly life threatening" is no
    And specialist review is the usual course, routinely
    And surveillance is the usual course
    And an mTOR inhibitor is not supported
    And the mTOR inhibitor carries every caveat it must
    And surgery is not supported
    And anti-arrhythmic drugs are not applicable
    And TSC evaluation is not applicable
    And no alert is shown
    And monitoring names "Echocardiography" "every 1 to 3 years until regression is documented"
    And monitoring names "Electrocardiogram, for conduction defects" "every 3 to 5 years"
    And it is said that "cardiology follow-up continues"
    And it is nowhere said that "no interval for infants"
    And it is nowhere said that "sooner than routine"
    And it is nowhere said that "immediate"
