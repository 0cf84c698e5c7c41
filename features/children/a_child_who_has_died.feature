Feature: A newborn who has died, one tumour and heart failure on record
  Nothing is said of any option, and the sentence about danger is silent: it is for the living.

  Scenario: Out of scope, and silent
    Given the child has died
    And a newborn of 9 days
    And 1 cardiac rhabdomyoma
    And the child has heart failure
    When the evidence is consulted
    Then the child is out of scope
    And the reason mentions "has died"
    And danger is not said
    And no option is put forward
    And no alert is shown
    And it is nowhere said that "calls for immediate"
    And it is nowhere said that "may be considered"
