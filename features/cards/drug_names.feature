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
      | name           | alert                              |
      | Clarithromycin | strong inhibitor with everolimus   |
      | cyclosporine   | moderate inhibitor with everolimus |
      | CICLOSPORIN    | level raised with sirolimus        |
      | rifampin       | inducer with everolimus            |
      | Rifampicin     | inducer with sirolimus             |
      | phenobarbitone | inducer with everolimus            |

  Scenario: Carbamazepine bears on two things
    Given the drugs taken are carbamazepine
    When the evidence is consulted
    Then the alert "inducer with everolimus" is shown
    And monitoring mentions "before carbamazepine or ACTH"

  Scenario: Erythromycin is moderate beside everolimus
    Given an mTOR inhibitor is being taken
    And the drug is everolimus
    And the drugs taken are erythromycin
    When the evidence is consulted
    Then the alert "moderate inhibitor with everolimus" is shown
    And the alert "strong inhibitor with everolimus" is not shown
    And the alert "strong inhibitor with sirolimus" is not shown

  Scenario: Erythromycin is strong beside sirolimus
    Given an mTOR inhibitor is being taken
    And the drug is sirolimus
    And the drugs taken are erythromycin
    When the evidence is consulted
    Then the alert "strong inhibitor with sirolimus" is shown
    And the alert "moderate inhibitor with everolimus" is not shown

  Scenario: Erythromycin is told for both where it is not recorded which mTOR inhibitor is taken
    Given an mTOR inhibitor is being taken
    And the drugs taken are erythromycin
    When the evidence is consulted
    Then the alert "strong inhibitor with sirolimus" is shown
    And the alert "moderate inhibitor with everolimus" is shown

  Scenario: A list that may be incomplete excludes nothing
    Given the drugs taken are captopril
    And the list of drugs may be incomplete
    When the evidence is consulted
    Then the alert "strong inhibitor with everolimus" could not be excluded
    And the alert "ace inhibitor with mTOR inhibitor" is shown

  Scenario: Where every drug was checked, what none of them is can be excluded
    Given the drugs taken are captopril
    When the evidence is consulted
    Then the alert "drugs not checked" is not shown
    And the alert "strong inhibitor with everolimus" is not shown
