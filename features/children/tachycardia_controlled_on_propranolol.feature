Feature: An infant of 2 months whose supraventricular tachycardia is controlled on propranolol
  Definite TSC, three stable tumours, no compromise of flow; the heart team sees a low surgical risk. Version 0.1.0
  put surgery forward here; the published series keep it for severe compromise and for arrhythmia that drugs do not
  control.

  Scenario: A low surgical risk is no reason to operate, and controlled is not routine
    Given a child of 60 days
    And the life stage is postnatal
    And TSC is definite
    And 3 cardiac rhabdomyomas
    And the course of the tumours is stable
    And every symptom is recorded as absent
    And the child has arrhythmia
    And the surgical risk is low
    And anti-arrhythmic drugs are being taken
    And the arrhythmia is controlled by drugs
    And an mTOR inhibitor is not being taken
    And the drugs taken are propranolol
    And there is no active infection
    And there is no hypersensitivity to rapamycin
    And there is no live vaccine due
    And there is no impairment of the liver
    And there is no rise of blood lipids
    When the evidence is consulted
    Then danger is not said
    And the finding "possibly life threatening" is no
    And specialist review is the usual course, sooner than routine
    And the reasons for specialist review mention "anti-arrhythmic drug taken"
    And the reasons for specialist review mention "had been controlled"
    And surveillance may be considered
    And an mTOR inhibitor may be considered
    And the mTOR inhibitor is not put forward especially here
    And the mTOR inhibitor carries every caveat it must
    And surgery is not supported
    And anti-arrhythmic drugs may be considered
    And TSC evaluation is not applicable
    And no warning is shown
    And it is nowhere said that "An ACE inhibitor is among the drugs"
    And it is nowhere said that "Timing: routine"
