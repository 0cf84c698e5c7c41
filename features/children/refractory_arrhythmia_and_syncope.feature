Feature: An infant of 40 days with a refractory arrhythmia and syncope
  Definite TSC, three stable tumours, every other symptom absent, a high surgical risk. A cardiac arrest in refractory
  arrhythmia is published; version 0.1.0 did not call this life-threatening, and said that surveillance may be
  considered.

  Scenario: A refractory arrhythmia is a danger by itself
    Given a child of 40 days
    And the life stage is postnatal
    And TSC is definite
    And 3 cardiac rhabdomyomas
    And the course of the tumours is stable
    And every symptom is recorded as absent
    And the child has arrhythmia
    And the child has syncope
    And anti-arrhythmic drugs are being taken
    And the arrhythmia is refractory to drugs
    And the surgical risk is high
    When the evidence is consulted
    Then danger is said
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the mTOR inhibitor is put forward especially here
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And anti-arrhythmic drugs may be considered
    And the reasons for anti-arrhythmic drugs do not mention "had been controlled"
    And TSC evaluation is not applicable
    And the alert "arrhythmia refractory" is shown
    And it is nowhere said that "Timing: sooner"
    And it is nowhere said that "this child has neither"
