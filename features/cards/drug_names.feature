Feature: How are drug names read?

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the child has cyanosis

  Scenario Outline: Spelling, case and spaces do not hide a drug
    Given the drugs taken are <name>
    When the evidence is consulted
    Then the alert "<alert>" is shown
    And the alert "<alert>" mentions "<name>"

    Examples:
      | name           | alert                                  |
      | Clarithromycin | strong inhibitor with mtor inhibitor   |
      | cyclosporine   | moderate inhibitor with mtor inhibitor |
      | CICLOSPORIN    | moderate inhibitor with mtor inhibitor |
      | rifampin       | inducer with mtor inhibitor            |
      | Rifampicin     | inducer with mtor inhibitor            |
      | phenobarbitone | inducer with mtor inhibitor            |

  Scenario: Carbamazepine bears on two things
    Given the drugs taken are carbamazepine
    When the evidence is consulted
    Then the alert "inducer with mtor inhibitor" is shown
    And monitoring mentions "before carbamazepine or ACTH"

  Scenario: A drug that the list does not know is not checked, and not taken as safe
    Given the drugs taken are captopril, paracetamol
    When the evidence is consulted
    Then the alert "drugs not checked" mentions "paracetamol"
    And the alert "ace inhibitor with mtor inhibitor" mentions "captopril"
    And the alert "strong inhibitor with mtor inhibitor" could not be excluded
    And the alert "strong inhibitor with mtor inhibitor" mentions "Not checked: paracetamol"
    And "medications" is not asked for

  Scenario: Where every drug is known, what none of them is can be excluded
    Given the drugs taken are captopril
    When the evidence is consulted
    Then the alert "drugs not checked" is not shown
    And the alert "strong inhibitor with mtor inhibitor" is not shown
