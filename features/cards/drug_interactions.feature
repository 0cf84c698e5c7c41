Feature: Does another drug bear on everolimus or sirolimus?
  A class is said of a drug beside everolimus, beside sirolimus, or beside both, each by its own source. Where it is not
  recorded which of the two is planned or taken, either counts.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the child has cyanosis

  @rule:strong_inhibitor_with_everolimus
  @evidence:davies2017#strong_inhibitors
  Rule: Strong CYP3A4 or P-gp inhibitor, with everolimus in question

    @holds
    Scenario Outline: By its name (strong inhibitor with everolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" mentions "Named in the record: <drug>."
      And the alert "strong inhibitor with everolimus" is a warning

      Examples:
        | drug           |
        | clarithromycin |
        | posaconazole   |
        | ritonavir      |

    @holds
    Scenario: With the child's own drug (strong inhibitor with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are clarithromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" is shown

    @near_miss
    Scenario: Not where the child has sirolimus (strong inhibitor with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are clarithromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (strong inhibitor with everolimus)
      Given the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (strong inhibitor with everolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are clarithromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (strong inhibitor with everolimus)
      When the evidence is consulted
      Then the alert "strong inhibitor with everolimus" could not be excluded

  @rule:strong_inhibitor_with_sirolimus
  @evidence:sirolimus_label#interactions
  Rule: Strong CYP3A4 or P-gp inhibitor, with sirolimus in question

    @holds
    Scenario Outline: By its name (strong inhibitor with sirolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" mentions "Named in the record: <drug>."
      And the alert "strong inhibitor with sirolimus" is a warning

      Examples:
        | drug           |
        | erythromycin   |
        | clarithromycin |
        | ketoconazole   |

    @holds
    Scenario: With the child's own drug (strong inhibitor with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" is shown

    @near_miss
    Scenario: Not where the child has everolimus (strong inhibitor with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (strong inhibitor with sirolimus)
      Given the drugs taken are verapamil
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (strong inhibitor with sirolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (strong inhibitor with sirolimus)
      When the evidence is consulted
      Then the alert "strong inhibitor with sirolimus" could not be excluded

  @rule:moderate_inhibitor_with_everolimus
  @evidence:davies2017#moderate_inhibitors @evidence:everolimus_label#moderate_inhibitors
  Rule: Moderate CYP3A4 or P-gp inhibitor, with everolimus in question

    @holds
    Scenario Outline: By its name (moderate inhibitor with everolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" mentions "Named in the record: <drug>."
      And the alert "moderate inhibitor with everolimus" is a warning

      Examples:
        | drug         |
        | erythromycin |
        | verapamil    |
        | aprepitant   |

    @holds
    Scenario: With the child's own drug (moderate inhibitor with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" is shown

    @near_miss
    Scenario: Not where the child has sirolimus (moderate inhibitor with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (moderate inhibitor with everolimus)
      Given the drugs taken are clarithromycin
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (moderate inhibitor with everolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (moderate inhibitor with everolimus)
      When the evidence is consulted
      Then the alert "moderate inhibitor with everolimus" could not be excluded

  @rule:level_raised_with_sirolimus
  @evidence:amiodarone_review2021#sirolimus @evidence:amiodarone_sirolimus_case#levels
  @evidence:rapamune_changes2022#raises_sirolimus @evidence:sirolimus_label#ciclosporin
  Rule: A drug that may raise sirolimus, with sirolimus in question

    @holds
    Scenario Outline: By its name (level raised with sirolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "level raised with sirolimus" mentions "Named in the record: <drug>."
      And the alert "level raised with sirolimus" is a warning

      Examples:
        | drug           |
        | amiodarone     |
        | verapamil      |
        | ciclosporin    |
        | metoclopramide |
        | darunavir      |

    @holds
    Scenario: With the child's own drug (level raised with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are amiodarone
      When the evidence is consulted
      Then the alert "level raised with sirolimus" is shown

    @near_miss
    Scenario: Not where the child has everolimus (level raised with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are amiodarone
      When the evidence is consulted
      Then the alert "level raised with sirolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (level raised with sirolimus)
      Given the drugs taken are erythromycin
      When the evidence is consulted
      Then the alert "level raised with sirolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (level raised with sirolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are amiodarone
      When the evidence is consulted
      Then the alert "level raised with sirolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (level raised with sirolimus)
      When the evidence is consulted
      Then the alert "level raised with sirolimus" could not be excluded

  @rule:inducer_with_everolimus
  @evidence:davies2017#inducers @evidence:everolimus_label#inducers
  @evidence:everolimus_leaflet_eu#reduce_effect
  Rule: CYP3A4 or P-gp inducer, with everolimus in question

    @holds
    Scenario Outline: By its name (inducer with everolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "inducer with everolimus" mentions "Named in the record: <drug>."
      And the alert "inducer with everolimus" is a warning

      Examples:
        | drug          |
        | phenytoin     |
        | dexamethasone |
        | nevirapine    |

    @holds
    Scenario: With the child's own drug (inducer with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are phenytoin
      When the evidence is consulted
      Then the alert "inducer with everolimus" is shown

    @near_miss
    Scenario: Not where the child has sirolimus (inducer with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are phenytoin
      When the evidence is consulted
      Then the alert "inducer with everolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (inducer with everolimus)
      Given the drugs taken are clarithromycin
      When the evidence is consulted
      Then the alert "inducer with everolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (inducer with everolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are phenytoin
      When the evidence is consulted
      Then the alert "inducer with everolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (inducer with everolimus)
      When the evidence is consulted
      Then the alert "inducer with everolimus" could not be excluded

  @rule:inducer_with_sirolimus
  @evidence:rapamune_malaysia#inducers @evidence:sirolimus_label#interactions
  Rule: CYP3A4 or P-gp inducer, with sirolimus in question

    @holds
    Scenario Outline: By its name (inducer with sirolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "inducer with sirolimus" mentions "Named in the record: <drug>."
      And the alert "inducer with sirolimus" is a warning

      Examples:
        | drug           |
        | rifampicin     |
        | phenytoin      |
        | St John's wort |

    @holds
    Scenario: With the child's own drug (inducer with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are rifampicin
      When the evidence is consulted
      Then the alert "inducer with sirolimus" is shown

    @near_miss
    Scenario: Not where the child has everolimus (inducer with sirolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are rifampicin
      When the evidence is consulted
      Then the alert "inducer with sirolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (inducer with sirolimus)
      Given the drugs taken are dexamethasone
      When the evidence is consulted
      Then the alert "inducer with sirolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (inducer with sirolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are rifampicin
      When the evidence is consulted
      Then the alert "inducer with sirolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (inducer with sirolimus)
      When the evidence is consulted
      Then the alert "inducer with sirolimus" could not be excluded

  @rule:cannabidiol_with_mtor_inhibitor
  @evidence:cannabidiol2020#levels @evidence:everolimus_leaflet_eu#cannabidiol
  @evidence:rapamune_changes2022#cannabidiol @evidence:zortress_changes2023#cannabidiol
  Rule: Cannabidiol, with an mTOR inhibitor in question

    @holds
    Scenario Outline: By its name (cannabidiol with mTOR inhibitor)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "cannabidiol with mTOR inhibitor" mentions "Named in the record: <drug>."
      And the alert "cannabidiol with mTOR inhibitor" is a warning

      Examples:
        | drug        |
        | cannabidiol |
        | CBD         |

    @near_miss
    Scenario: Not for a drug of another class (cannabidiol with mTOR inhibitor)
      Given the drugs taken are captopril
      When the evidence is consulted
      Then the alert "cannabidiol with mTOR inhibitor" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (cannabidiol with mTOR inhibitor)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are cannabidiol
      When the evidence is consulted
      Then the alert "cannabidiol with mTOR inhibitor" is not shown

    @undecided
    Scenario: The drugs are not recorded (cannabidiol with mTOR inhibitor)
      When the evidence is consulted
      Then the alert "cannabidiol with mTOR inhibitor" could not be excluded

    @holds
    Scenario Outline: With either mTOR inhibitor (cannabidiol)
      Given an mTOR inhibitor is being taken
      And the drug is <drug>
      And the drugs taken are cannabidiol
      When the evidence is consulted
      Then the alert "cannabidiol with mTOR inhibitor" mentions "76 %"

      Examples:
        | drug       |
        | everolimus |
        | sirolimus  |

  @rule:ace_inhibitor_with_mtor_inhibitor
  @evidence:atc_c09aa#members @evidence:everolimus_label#angioedema
  @evidence:sirolimus_leaflet_eu#ace_inhibitors
  Rule: ACE inhibitor, with an mTOR inhibitor in question

    @holds
    Scenario Outline: By its name (ace inhibitor with mTOR inhibitor)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "ace inhibitor with mTOR inhibitor" mentions "Named in the record: <drug>."
      And the alert "ace inhibitor with mTOR inhibitor" is a warning

      Examples:
        | drug      |
        | captopril |
        | enalapril |

    @near_miss
    Scenario: Not for a drug of another class (ace inhibitor with mTOR inhibitor)
      Given the drugs taken are cannabidiol
      When the evidence is consulted
      Then the alert "ace inhibitor with mTOR inhibitor" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (ace inhibitor with mTOR inhibitor)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are captopril
      When the evidence is consulted
      Then the alert "ace inhibitor with mTOR inhibitor" is not shown

    @undecided
    Scenario: The drugs are not recorded (ace inhibitor with mTOR inhibitor)
      When the evidence is consulted
      Then the alert "ace inhibitor with mTOR inhibitor" could not be excluded

  @rule:grapefruit_with_mtor_inhibitor
  @evidence:everolimus_label#grapefruit @evidence:sirolimus_label#grapefruit
  Rule: Grapefruit, with an mTOR inhibitor in question

    @holds
    Scenario Outline: By its name (grapefruit with mTOR inhibitor)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "grapefruit with mTOR inhibitor" mentions "Named in the record: <drug>."
      And the alert "grapefruit with mTOR inhibitor" is for information

      Examples:
        | drug             |
        | grapefruit       |
        | grapefruit juice |

    @near_miss
    Scenario: Not for a drug of another class (grapefruit with mTOR inhibitor)
      Given the drugs taken are captopril
      When the evidence is consulted
      Then the alert "grapefruit with mTOR inhibitor" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (grapefruit with mTOR inhibitor)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are grapefruit
      When the evidence is consulted
      Then the alert "grapefruit with mTOR inhibitor" is not shown

    @undecided
    Scenario: The drugs are not recorded (grapefruit with mTOR inhibitor)
      When the evidence is consulted
      Then the alert "grapefruit with mTOR inhibitor" could not be excluded

  @rule:midazolam_with_everolimus
  @evidence:afinitor_hong_kong#midazolam
  Rule: A drug that everolimus may raise

    @holds
    Scenario Outline: By its name (midazolam with everolimus)
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "midazolam with everolimus" mentions "Named in the record: <drug>."
      And the alert "midazolam with everolimus" is for information

      Examples:
        | drug      |
        | midazolam |

    @holds
    Scenario: With the child's own drug (midazolam with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are midazolam
      When the evidence is consulted
      Then the alert "midazolam with everolimus" is shown

    @near_miss
    Scenario: Not where the child has sirolimus (midazolam with everolimus)
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are midazolam
      When the evidence is consulted
      Then the alert "midazolam with everolimus" is not shown

    @near_miss
    Scenario: Not for a drug of another class (midazolam with everolimus)
      Given the drugs taken are captopril
      When the evidence is consulted
      Then the alert "midazolam with everolimus" is not shown

    @near_miss
    Scenario: Not where no mTOR inhibitor is in question (midazolam with everolimus)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are midazolam
      When the evidence is consulted
      Then the alert "midazolam with everolimus" is not shown

    @undecided
    Scenario: The drugs are not recorded (midazolam with everolimus)
      When the evidence is consulted
      Then the alert "midazolam with everolimus" is not shown

  @rule:drugs_not_checked
  @evidence:davies2017#moderate_inhibitors @evidence:everolimus_leaflet_eu#reduce_effect
  @evidence:sirolimus_label#interactions @evidence:sirolimus_leaflet_eu#interactions
  Rule: Drugs not checked for the mTOR inhibitor

    @holds
    Scenario: Drugs that no source held here names are told in one line
      Given the drugs taken are propranolol, furosemide, captopril, vigabatrin
      When the evidence is consulted
      Then the alert "drugs not checked" mentions "Named in the record: propranolol, furosemide, vigabatrin."
      And the alert "drugs not checked" is for information
      And the alert "drugs not checked" mentions "does not mean that there is no interaction"
      And the alert "ace inhibitor with mTOR inhibitor" mentions "Named in the record: captopril."
      And the alert "strong inhibitor with everolimus" is not shown
      And "medications" is not asked for

    @holds
    Scenario Outline: A drug of these children of which no interaction section was read whole
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the alert "drugs not checked" mentions "<drug>"

      Examples:
        | drug           |
        | propranolol    |
        | digoxin        |
        | furosemide     |
        | spironolactone |
        | alprostadil    |
        | flecainide     |
        | propafenone    |
        | sotalol        |
        | vigabatrin     |
        | levetiracetam  |
        | prednisolone   |
        | ACTH           |
        | co-trimoxazole |
        | paracetamol    |
        | ibuprofen      |
        | amoxicillin    |
        | azithromycin   |
        | cefuroxime     |

    @holds
    Scenario: Checked beside sirolimus, not beside everolimus
      Given an mTOR inhibitor is being taken
      And the drug is everolimus
      And the drugs taken are amiodarone, dexamethasone
      When the evidence is consulted
      Then the alert "drugs not checked" mentions "Named in the record: amiodarone."

    @holds
    Scenario: Checked beside everolimus, not beside sirolimus
      Given an mTOR inhibitor is being taken
      And the drug is sirolimus
      And the drugs taken are amiodarone, dexamethasone
      When the evidence is consulted
      Then the alert "drugs not checked" mentions "Named in the record: dexamethasone."

    @near_miss
    Scenario Outline: The child's own mTOR inhibitor is never unchecked
      Given an mTOR inhibitor is being taken
      And the drug is <drug>
      And the drugs taken are <name>
      When the evidence is consulted
      Then the alert "drugs not checked" is not shown

      Examples:
        | drug       | name       |
        | everolimus | Everolimus |
        | sirolimus  | sirolimus  |
        | sirolimus  | Rapamycin  |

    @near_miss
    Scenario: Every drug was checked
      Given the drugs taken are clarithromycin, captopril
      When the evidence is consulted
      Then the alert "drugs not checked" is not shown

    @near_miss
    Scenario: No mTOR inhibitor is in question (drugs not checked)
      Given the child is recorded as asymptomatic
      And every symptom is recorded as absent
      And an mTOR inhibitor is not being taken
      And the drugs taken are propranolol
      When the evidence is consulted
      Then the alert "drugs not checked" is not shown

    @undecided
    Scenario: The drugs are not recorded (drugs not checked)
      When the evidence is consulted
      Then the alert "drugs not checked" is not shown
