Feature: A newborn of 22 days on everolimus for SEGA, the heart tumour silent and shrinking
  Definite TSC; a tumour of 6.5 mm in the right ventricle, regressing; no symptoms; trough 5.4 ng/mL, 4.5 mg/m² per
  week. The drug is given for something else, so what the review says of heart tumours is no reason to begin, go on or
  stop.

  Scenario: The drug is not judged; waiting is the usual course
    Given a newborn of 22 days
    And the life stage is postnatal
    And TSC is definite
    And the largest tumour measures 6.5 mm
    And a tumour is seen in the right ventricle
    And the course of the tumours is regressing
    And the child is recorded as asymptomatic
    And an mTOR inhibitor is being taken
    And the mTOR inhibitor is for SEGA
    And the mTOR inhibitor was begun at 9 days
    And the everolimus trough is 5.4 ng/mL
    And a dose of 4.5 mg/m2/week is recorded
    When the evidence is consulted
    Then danger cannot be excluded
    And specialist review is the usual course, sooner than routine
    And the reasons for specialist review mention "mTOR-inhibitor treatment (current)"
    And surveillance is the usual course
    And an mTOR inhibitor is not applicable
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And outflow obstruction is asked for
    And arrhythmia is asked for
    And no warning is shown
    And the alert "live vaccine due with mTOR inhibitor" could not be excluded
    And monitoring mentions "Everolimus trough"
    And it is nowhere said that "Timing: routine"
    And the alert "course is temporary" is not shown
