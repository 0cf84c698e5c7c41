Feature: A person of 19 years with one tumour and no symptoms
  TSC is definite. The review takes in children from birth to 18 years; of an adult nothing is said, neither for nor
  against.

  Scenario: Out of scope, with the reason, and no word on treatment
    Given a child of 19 years
    And the life stage is postnatal
    And TSC is definite
    And 1 cardiac rhabdomyoma
    And every symptom is recorded as absent
    When the evidence is consulted
    Then the child is out of scope
    And the reason mentions "Over 18 years"
    And danger is not said
    And no option is put forward
    And no alert is shown
    And it is nowhere said that "may be considered"
    And it is nowhere said that "not supported"
