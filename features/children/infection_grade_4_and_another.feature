Feature: An infant of 30 days on everolimus with an infection of grade 4 and another without a grade
  Definite TSC, two tumours; what the drug is for, and every symptom, are not recorded. The second infection may be of
  any grade, and must not make the first disappear; the highest is at least 4.

  Scenario: The graver infection is said, whatever is added
    Given a child of 30 days
    And TSC is definite
    And 2 cardiac rhabdomyomas
    And an mTOR inhibitor is being taken
    And the drug is everolimus
    And a infection of grade 4 is reported
    And a infection of unknown grade is reported
    When the evidence is consulted
    Then danger cannot be excluded
    And the alert "infection grade 4" is shown
    And the alert "infection grade 4" mentions "everolimus"
    And specialist review is the usual course, sooner than routine
    And surveillance cannot be assessed
    And an mTOR inhibitor cannot be assessed
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And heart failure is asked for
    And outflow obstruction is asked for
    And arrhythmia is asked for
    And the indication of the mTOR inhibitor is asked for
    And the alert "live vaccine due with mTOR inhibitor" could not be excluded
    And it is nowhere said that "Timing: routine"
