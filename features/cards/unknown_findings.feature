Feature: What is not known stays unknown
  An empty record gives no option and no reassurance.

  Scenario: Nothing recorded at all
    When the evidence is consulted
    Then the scope cannot be assessed
    And no option is put forward
    And no alert is shown
    And the age is asked for
    And the number of tumours is asked for

  Scenario: A newborn with tumours and nothing else recorded
    Given a newborn of 4 days
    And 3 cardiac rhabdomyomas
    When the evidence is consulted
    Then the child is in scope
    And surveillance cannot be assessed
    And an mTOR inhibitor cannot be assessed
    And surgery cannot be assessed
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And specialist review is the usual course
    And the alert "life threatening presentation" could not be excluded
    And the TSC status is asked for
    And the surgical risk is asked for

  Scenario: What is already ruled out is not asked for
    Given a newborn of 4 days
    And 3 cardiac rhabdomyomas
    And the child has heart failure
    When the evidence is consulted
    Then "asymptomatic" is not asked for

  Scenario: What is recorded but read by no rule is said
    Given a newborn of 4 days
    And 3 cardiac rhabdomyomas
    And the mTOR inhibitor was begun at 2 days
    When the evidence is consulted
    Then the alert "recorded but not read" mentions "started"
