Feature: A newborn of 13 days with tachycardia that first-line drugs did not stop
  Cardiol Young 2024 (Jacquemyn). History as printed: genetically proven TSC, several tumours, normal function; three
  drugs together prevented recurrence. How the arrhythmia answers to drugs in the end is not known on the day, and is
  left open here.

  @evidence:case_recurrent_tachycardia#course
  Scenario: An arrhythmia whose response is not recorded counts as a danger
    Given a newborn of 13 days
    And 2 cardiac rhabdomyomas
    And a pathogenic variant has been found
    And the child has arrhythmia
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And anti-arrhythmic drugs may be considered
    And an mTOR inhibitor may be considered
    And the mTOR inhibitor is temporary, with very low certainty
    And the mTOR inhibitor carries every caveat it must
    And surveillance is outside the evidence
    And surgery cannot be assessed
    And TSC evaluation is not applicable
    And the finding "TSC" is definite
    And the response to anti-arrhythmic drugs is asked for
    And it is nowhere said that "Timing: routine"
