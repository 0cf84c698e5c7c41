Feature: An infant of 10 months without symptoms whose tumour measured 12.4 and then 17.5 mm
  Definite TSC, one tumour. Nobody entered a course, yet two dated measurements record it. That the error of measuring
  is not weighed is said; growth colours the words and brings the review forward, and does not alter the stance on
  waiting.

  Scenario: The course is read from the measurements
    Given a child of 300 days
    And the life stage is postnatal
    And TSC is definite
    And 1 cardiac rhabdomyoma
    And a tumour measured 12.4 mm at 48 days
    And a tumour measured 17.5 mm at 268 days
    And the child is recorded as asymptomatic
    When the evidence is consulted
    Then danger cannot be excluded
    And the finding "tumour course" is growing
    And specialist review is the usual course, sooner than routine
    And the reasons for specialist review mention "growth between two measurements"
    And the reasons for specialist review mention "grew, by the figures"
    And surveillance is the usual course
    And the reasons for surveillance mention "the error of measuring is not weighed"
    And an mTOR inhibitor is not supported
    And the mTOR inhibitor carries every caveat it must
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is not applicable
    And outflow obstruction is asked for
    And arrhythmia is asked for
    And no warning is shown
    And it is nowhere said that "Timing: routine"
