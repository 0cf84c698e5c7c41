Feature: A record in which nothing is known
  Neither a tumour nor an age is on record. What is not known is asked for, and nothing is said that could reassure.

  Scenario: Nothing known is no reassurance
    Given a child of unknown age
    When the evidence is consulted
    Then the scope cannot be assessed
    And danger cannot be excluded
    And no option is put forward
    And the life stage is asked for
    And the age is asked for
    And the number of tumours is asked for
    And heart failure is asked for
    And outflow obstruction is asked for
    And inflow obstruction is asked for
    And duct-dependence is asked for
    And arrhythmia is asked for
    And cyanosis is asked for
    And syncope is asked for
    And respiratory distress is asked for
    And no alert is shown
    And it is nowhere said that "usual course"
    And it is nowhere said that "not applicable"
    And it is nowhere said that "no symptoms"
