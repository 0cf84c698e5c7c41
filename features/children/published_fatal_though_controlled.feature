Feature: A newborn with a large septal tumour, on sirolimus and amiodarone, tachycardia controlled
  Ewha Med J 2022 (Kim and Ban). History as printed: born at 36 weeks, a septal tumour of 34 mm, atrial and
  ventricular tachycardia, sirolimus and amiodarone; the tachyarrhythmias had been controlled, and the case was fatal.
  The cause of death was not read; the age is set to 5 days here.

  @evidence:kim_ban2022#controlled_and_fatal
  Scenario: Controlled is not safe
    Given a newborn of 5 days
    And the largest tumour measures 34 mm
    And a tumour is seen in the ventricular septum
    And the child has arrhythmia
    And the arrhythmia is controlled by drugs
    And anti-arrhythmic drugs are being taken
    And an mTOR inhibitor is being taken
    And the drug is sirolimus
    And the drugs taken are amiodarone
    When the evidence is consulted
    Then danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And surveillance cannot be assessed
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor carries every caveat it must
    And surgery cannot be assessed
    And anti-arrhythmic drugs may be considered
    And TSC evaluation is the usual course
    And the reasons for specialist review mention "had been controlled"
    And the reasons for specialist review mention "data from before birth"
    And the alert "sirolimus levels in newborns" is shown
    And outflow obstruction is asked for
    And it is said that "sirolimus and amiodarone died"
    And it is said that "the cause was not read"
    And it is nowhere said that "Timing: routine"
