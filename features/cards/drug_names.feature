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

  Scenario Outline: Every drug checked beside everolimus, under each of its names
    Given an mTOR inhibitor is being taken
    And the drug is everolimus
    And the drugs taken are <name>
    When the evidence is consulted
    Then the alert "<alert>" is shown
    And the alert "drugs not checked" is not shown

    Examples:
      | name                 | alert                              |
      | ketoconazole         | strong inhibitor with everolimus   |
      | itraconazole         | strong inhibitor with everolimus   |
      | posaconazole         | strong inhibitor with everolimus   |
      | voriconazole         | strong inhibitor with everolimus   |
      | telithromycin        | strong inhibitor with everolimus   |
      | clarithromycin       | strong inhibitor with everolimus   |
      | nefazodone           | strong inhibitor with everolimus   |
      | ritonavir            | strong inhibitor with everolimus   |
      | atazanavir           | strong inhibitor with everolimus   |
      | saquinavir           | strong inhibitor with everolimus   |
      | darunavir            | strong inhibitor with everolimus   |
      | indinavir            | strong inhibitor with everolimus   |
      | nelfinavir           | strong inhibitor with everolimus   |
      | erythromycin         | moderate inhibitor with everolimus |
      | imatinib             | moderate inhibitor with everolimus |
      | verapamil            | moderate inhibitor with everolimus |
      | ciclosporin          | moderate inhibitor with everolimus |
      | cyclosporine         | moderate inhibitor with everolimus |
      | cyclosporin          | moderate inhibitor with everolimus |
      | fluconazole          | moderate inhibitor with everolimus |
      | diltiazem            | moderate inhibitor with everolimus |
      | dronedarone          | moderate inhibitor with everolimus |
      | amprenavir           | moderate inhibitor with everolimus |
      | fosamprenavir        | moderate inhibitor with everolimus |
      | aprepitant           | moderate inhibitor with everolimus |
      | rifampicin           | inducer with everolimus            |
      | rifampin             | inducer with everolimus            |
      | dexamethasone        | inducer with everolimus            |
      | rifabutin            | inducer with everolimus            |
      | rifapentine          | inducer with everolimus            |
      | phenytoin            | inducer with everolimus            |
      | phenobarbital        | inducer with everolimus            |
      | phenobarbitone       | inducer with everolimus            |
      | carbamazepine        | inducer with everolimus            |
      | efavirenz            | inducer with everolimus            |
      | nevirapine           | inducer with everolimus            |
      | st john's wort       | inducer with everolimus            |
      | st. john's wort      | inducer with everolimus            |
      | st john’s wort       | inducer with everolimus            |
      | hypericum perforatum | inducer with everolimus            |
      | cannabidiol          | cannabidiol with mTOR inhibitor    |
      | cbd                  | cannabidiol with mTOR inhibitor    |
      | midazolam            | midazolam with everolimus          |
      | grapefruit           | grapefruit with mTOR inhibitor     |
      | grapefruit juice     | grapefruit with mTOR inhibitor     |
      | captopril            | ace inhibitor with mTOR inhibitor  |
      | enalapril            | ace inhibitor with mTOR inhibitor  |
      | lisinopril           | ace inhibitor with mTOR inhibitor  |
      | perindopril          | ace inhibitor with mTOR inhibitor  |
      | ramipril             | ace inhibitor with mTOR inhibitor  |
      | quinapril            | ace inhibitor with mTOR inhibitor  |
      | benazepril           | ace inhibitor with mTOR inhibitor  |
      | cilazapril           | ace inhibitor with mTOR inhibitor  |
      | fosinopril           | ace inhibitor with mTOR inhibitor  |
      | trandolapril         | ace inhibitor with mTOR inhibitor  |
      | spirapril            | ace inhibitor with mTOR inhibitor  |
      | delapril             | ace inhibitor with mTOR inhibitor  |
      | moexipril            | ace inhibitor with mTOR inhibitor  |
      | temocapril           | ace inhibitor with mTOR inhibitor  |
      | zofenopril           | ace inhibitor with mTOR inhibitor  |
      | imidapril            | ace inhibitor with mTOR inhibitor  |

  Scenario Outline: Every drug checked beside sirolimus, under each of its names
    Given an mTOR inhibitor is being taken
    And the drug is sirolimus
    And the drugs taken are <name>
    When the evidence is consulted
    Then the alert "<alert>" is shown
    And the alert "drugs not checked" is not shown

    Examples:
      | name                 | alert                             |
      | ketoconazole         | strong inhibitor with sirolimus   |
      | itraconazole         | strong inhibitor with sirolimus   |
      | voriconazole         | strong inhibitor with sirolimus   |
      | telithromycin        | strong inhibitor with sirolimus   |
      | clarithromycin       | strong inhibitor with sirolimus   |
      | ritonavir            | level raised with sirolimus       |
      | atazanavir           | level raised with sirolimus       |
      | saquinavir           | level raised with sirolimus       |
      | darunavir            | level raised with sirolimus       |
      | indinavir            | level raised with sirolimus       |
      | nelfinavir           | level raised with sirolimus       |
      | erythromycin         | strong inhibitor with sirolimus   |
      | verapamil            | level raised with sirolimus       |
      | ciclosporin          | level raised with sirolimus       |
      | cyclosporine         | level raised with sirolimus       |
      | cyclosporin          | level raised with sirolimus       |
      | fluconazole          | level raised with sirolimus       |
      | diltiazem            | level raised with sirolimus       |
      | amprenavir           | level raised with sirolimus       |
      | fosamprenavir        | level raised with sirolimus       |
      | bromocriptine        | level raised with sirolimus       |
      | cimetidine           | level raised with sirolimus       |
      | cisapride            | level raised with sirolimus       |
      | clotrimazole         | level raised with sirolimus       |
      | danazol              | level raised with sirolimus       |
      | letermovir           | level raised with sirolimus       |
      | boceprevir           | level raised with sirolimus       |
      | telaprevir           | level raised with sirolimus       |
      | metoclopramide       | level raised with sirolimus       |
      | nicardipine          | level raised with sirolimus       |
      | troleandomycin       | level raised with sirolimus       |
      | amiodarone           | level raised with sirolimus       |
      | rifampicin           | inducer with sirolimus            |
      | rifampin             | inducer with sirolimus            |
      | rifabutin            | inducer with sirolimus            |
      | rifapentine          | inducer with sirolimus            |
      | phenytoin            | inducer with sirolimus            |
      | phenobarbital        | inducer with sirolimus            |
      | phenobarbitone       | inducer with sirolimus            |
      | carbamazepine        | inducer with sirolimus            |
      | st john's wort       | inducer with sirolimus            |
      | st. john's wort      | inducer with sirolimus            |
      | st john’s wort       | inducer with sirolimus            |
      | hypericum perforatum | inducer with sirolimus            |
      | cannabidiol          | cannabidiol with mTOR inhibitor   |
      | cbd                  | cannabidiol with mTOR inhibitor   |
      | grapefruit           | grapefruit with mTOR inhibitor    |
      | grapefruit juice     | grapefruit with mTOR inhibitor    |
      | captopril            | ace inhibitor with mTOR inhibitor |
      | enalapril            | ace inhibitor with mTOR inhibitor |
      | lisinopril           | ace inhibitor with mTOR inhibitor |
      | perindopril          | ace inhibitor with mTOR inhibitor |
      | ramipril             | ace inhibitor with mTOR inhibitor |
      | quinapril            | ace inhibitor with mTOR inhibitor |
      | benazepril           | ace inhibitor with mTOR inhibitor |
      | cilazapril           | ace inhibitor with mTOR inhibitor |
      | fosinopril           | ace inhibitor with mTOR inhibitor |
      | trandolapril         | ace inhibitor with mTOR inhibitor |
      | spirapril            | ace inhibitor with mTOR inhibitor |
      | delapril             | ace inhibitor with mTOR inhibitor |
      | moexipril            | ace inhibitor with mTOR inhibitor |
      | temocapril           | ace inhibitor with mTOR inhibitor |
      | zofenopril           | ace inhibitor with mTOR inhibitor |
      | imidapril            | ace inhibitor with mTOR inhibitor |

  Scenario Outline: Every anti-arrhythmic drug counts as being taken
    Given the drugs taken are <name>
    When the evidence is consulted
    Then the finding "antiarrhythmic taken" is yes

    Examples:
      | name         |
      | verapamil    |
      | diltiazem    |
      | dronedarone  |
      | amiodarone   |
      | quinidine    |
      | procainamide |
      | disopyramide |
      | ajmaline     |
      | mexiletine   |
      | propafenone  |
      | flecainide   |
      | dofetilide   |
      | ibutilide    |
      | vernakalant  |
      | propranolol  |
      | atenolol     |
      | nadolol      |
      | sotalol      |
      | esmolol      |
      | digoxin      |

  Scenario Outline: Drugs before which the heart is looked at
    Given the drugs taken are <name>
    When the evidence is consulted
    Then monitoring mentions "before carbamazepine or ACTH"

    Examples:
      | name                        |
      | carbamazepine               |
      | corticotropin               |
      | acth                        |
      | adrenocorticotropic hormone |
