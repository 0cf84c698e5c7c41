Feature: Does the child have TSC?
  Cardiac rhabdomyoma is a major feature of TSC. A status is taken as stated, or else as the variant or the
  listed features support it by the 2021 criteria. The tumour is one major feature, so that TSC is at least possible.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:tsc_by_criteria
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#lam_with_angiomyolipomas
  @evidence:tsc_criteria2021#possible @evidence:prenatal_cr_tsc2013#rhabdomyomas_count_once
  @evidence:tsc_criteria2021#variant
  Rule: TSC status by the 2021 criteria, from the features found so far

    @holds
    Scenario: A pathogenic variant makes TSC definite
      Given a pathogenic variant has been found
      When the evidence is consulted
      Then the finding "TSC by criteria" is definite

    @holds
    Scenario Outline: Features listed so far
      Given the major features found are <major>
      And the minor features found are <minor>
      When the evidence is consulted
      Then the finding "TSC by criteria" is <status>

      Examples:
        | major                                                                       | minor                                  | status   |
        | cardiac rhabdomyoma, cortical tubers                                        | none                                   | definite |
        | cardiac rhabdomyoma                                                         | confetti lesions, dental enamel pits   | definite |
        | cardiac rhabdomyoma                                                         | confetti lesions                       | possible |
        | cortical tubers                                                             | none                                   | definite |
        | none                                                                        | confetti lesions, dental enamel pits   | definite |
        | cardiac rhabdomyoma                                                         | none                                   | possible |
        | cardiac rhabdomyoma                                                         | unknown                                | possible |
        | cardiac rhabdomyoma, multiple cardiac rhabdomyomas                          | none                                   | possible |
        | lymphangioleiomyomatosis, angiomyolipomas                                   | none                                   | definite |
        | lymphangioleiomyomatosis, angiomyolipomas                                   | confetti lesions, dental enamel pits   | definite |
        | lymphangioleiomyomatosis, angiomyolipomas, cortical tubers                  | none                                   | definite |
        | lymphangioleiomyomatosis, cortical tubers                                   | none                                   | definite |
        | angiomyolipomas, cortical tubers                                            | none                                   | definite |

    @holds
    Scenario Outline: Where no tumour is on record, it completes nothing
      Given an unknown number of cardiac rhabdomyomas
      And the major features found are <major>
      And the minor features found are <minor>
      When the evidence is consulted
      Then the finding "TSC by criteria" is <status>

      Examples:
        | major                                                      | minor                                | status   |
        | cortical tubers                                            | none                                 | possible |
        | cardiac rhabdomyoma, hypomelanotic macules                 | none                                 | definite |
        | cardiac rhabdomyoma                                        | none                                 | possible |
        | lymphangioleiomyomatosis, angiomyolipomas                  | none                                 | possible |
        | none                                                       | confetti lesions, dental enamel pits | possible |
        | lymphangioleiomyomatosis, angiomyolipomas                  | confetti lesions, dental enamel pits | definite |
        | lymphangioleiomyomatosis, angiomyolipomas, cortical tubers | none                                 | definite |
        | subependymal nodules, cortical tubers                      | none                                 | definite |

    @undecided
    Scenario Outline: Too little to derive a status
      Given the major features found are <major>
      And the minor features found are <minor>
      When the evidence is consulted
      Then the finding "TSC by criteria" is unknown

      Examples:
        | major   | minor            |
        | unknown | unknown          |
        | none    | none             |
        | none    | confetti lesions |

    @holds
    Scenario: A tumour that has gone still counts, where it is listed
      Given no cardiac rhabdomyomas
      And the major features found are cardiac rhabdomyoma, hypomelanotic macules
      When the evidence is consulted
      Then the finding "TSC by criteria" is definite

    @holds
    Scenario: A major and a minor feature, and no tumour on record
      Given an unknown number of cardiac rhabdomyomas
      And the major features found are cortical tubers
      And the minor features found are confetti lesions
      When the evidence is consulted
      Then the finding "TSC by criteria" is possible

    @undecided
    Scenario: One minor feature, and no tumour on record
      Given an unknown number of cardiac rhabdomyomas
      And the minor features found are confetti lesions
      When the evidence is consulted
      Then the finding "TSC by criteria" is unknown

    @holds
    Scenario: One minor feature completes nothing
      Given the major features found are cardiac rhabdomyoma
      And the minor features found are confetti lesions
      When the evidence is consulted
      Then the finding "TSC by criteria" is possible

  @rule:tsc
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#possible @evidence:tsc_criteria2021#variant
  @evidence:tsc_criteria2021#rhabdomyoma_is_major
  Rule: TSC status, as stated or else as the features and the tumours found so far support it

    @holds
    Scenario Outline: The stated status is used before the derived one
      Given TSC is <stated>
      And the major features found are <major>
      When the evidence is consulted
      Then the finding "TSC" is <taken>

      Examples:
        | stated   | major                                | taken    |
        | definite | unknown                              | definite |
        | possible | cardiac rhabdomyoma, cortical tubers | possible |
        | excluded | cardiac rhabdomyoma                  | excluded |
        | unknown  | cardiac rhabdomyoma, cortical tubers | definite |
        | unknown  | cardiac rhabdomyoma                  | possible |

    @holds
    Scenario: The tumours alone make TSC possible
      Given TSC is unknown
      When the evidence is consulted
      Then the finding "TSC" is possible

    @holds
    Scenario: Features make TSC possible, though no tumour is on record
      Given an unknown number of cardiac rhabdomyomas
      And the minor features found are confetti lesions, dental enamel pits
      When the evidence is consulted
      Then the finding "TSC" is possible

    @undecided
    Scenario: Unknown where neither a tumour nor a feature is on record
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      When the evidence is consulted
      Then the finding "TSC" is unknown

  @rule:tsc_rests_on_tumours
  @evidence:tsc_criteria2021#possible @evidence:tsc_criteria2021#rhabdomyoma_is_major
  Rule: Whether possible TSC rests on the tumours alone

    @holds
    Scenario Outline: Nothing else is on record
      Given <record>
      When the evidence is consulted
      Then the finding "TSC rests on tumours" is yes

      Examples:
        | record                                                   |
        | TSC is unknown                                           |
        | the major features found are multiple cardiac rhabdomyomas |
        | the minor features found are confetti lesions            |
        | no pathogenic variant has been found                     |

    @near_miss
    Scenario Outline: Something else speaks for TSC, or a status is stated
      Given <record>
      When the evidence is consulted
      Then the finding "TSC rests on tumours" is no

      Examples:
        | record                                                             |
        | TSC is possible                                                    |
        | the major features found are cortical tubers                       |
        | the minor features found are confetti lesions, dental enamel pits  |
        | a pathogenic variant has been found                                |

    @holds
    Scenario: The tumours have gone, and are listed
      Given no cardiac rhabdomyomas
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the finding "TSC rests on tumours" is yes

    @holds
    Scenario: The tumours are known only from the list of features
      Given an unknown number of cardiac rhabdomyomas
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the finding "TSC rests on tumours" is yes

    @undecided
    Scenario: Open where no tumour is on record
      Given an unknown number of cardiac rhabdomyomas
      And the major features found are none
      When the evidence is consulted
      Then the finding "TSC rests on tumours" is unknown

  @rule:tsc_evaluation_open
  @evidence:tsc_criteria2021#rhabdomyoma_is_major @evidence:tsc_criteria2021#variant
  Rule: TSC status not known, or possible

    @holds
    Scenario Outline: Evaluation is the usual course
      Given TSC is <status>
      When the evidence is consulted
      Then TSC evaluation is the usual course
      And TSC evaluation is not put forward especially

      Examples:
        | status   |
        | unknown  |
        | possible |

    @near_miss
    Scenario: Nothing is left to evaluate where TSC is definite
      Given TSC is definite
      When the evidence is consulted
      Then TSC evaluation is not applicable

    @undecided
    Scenario: Left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:tsc_evaluation_settled
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#variant
  Rule: TSC definite

    @holds
    Scenario: A pathogenic variant settles the diagnosis
      Given a pathogenic variant has been found
      When the evidence is consulted
      Then TSC evaluation is not applicable
      And TSC evaluation is not put forward especially

    @undecided
    Scenario: Left open where neither a tumour nor a feature is on record
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed

    @near_miss
    Scenario: A negative genetic test does not
      Given no pathogenic variant has been found
      When the evidence is consulted
      Then TSC evaluation is the usual course

    @near_miss
    Scenario: Not where TSC is possible
      Given TSC is possible
      When the evidence is consulted
      Then TSC evaluation is the usual course

  @rule:tsc_likelihood_several_tumours
  @evidence:sugalska2021_lay#tsc_with_several_tumours
  Rule: How often several tumours go with TSC

    @holds
    Scenario: Two tumours are several
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "about 95 %"

    @holds
    Scenario: The likelihood is said where TSC rests on the tumours
      Given the child has heart failure
      And TSC is unknown
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "about 95 %"
      And the TSC status is asked for

    @holds
    Scenario: It is said where the mTOR inhibitor cannot be assessed (several tumours)
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the reasons for the mTOR inhibitor mention "about 95 %"

    @near_miss
    Scenario: One tumour is not several
      Given 1 cardiac rhabdomyoma
      When the evidence is consulted
      Then the reasons for TSC evaluation do not mention "about 95 %"

    @near_miss
    Scenario: Not said of the mTOR inhibitor either where TSC is definite
      Given TSC is definite
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the reasons for the mTOR inhibitor do not mention "95 %"

    @undecided
    Scenario: Several tumours: left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:tsc_likelihood_single_tumour
  @evidence:sugalska2021_lay#tsc_with_one_tumour
  Rule: How often a single tumour goes with TSC

    @holds
    Scenario: One tumour
      Given 1 cardiac rhabdomyoma
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "23 % to 73 %"

    @holds
    Scenario: It is said where an mTOR inhibitor may be considered (single tumour)
      Given 1 cardiac rhabdomyoma
      And the child has heart failure
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "23 % to 73 %"

    @near_miss
    Scenario: Two tumours
      When the evidence is consulted
      Then the reasons for TSC evaluation do not mention "23 % to 73 %"

    @near_miss
    Scenario: Not said of the mTOR inhibitor where TSC is definite
      Given 1 cardiac rhabdomyoma
      And TSC is definite
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the reasons for the mTOR inhibitor do not mention "23 %"

    @undecided
    Scenario: A single tumour: left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:rhabdomyoma_alone_is_possible_tsc
  @evidence:tsc_criteria2021#possible @evidence:tsc_criteria2021#rhabdomyoma_is_major
  @evidence:prenatal_cr_tsc2013#rhabdomyomas_count_once
  Rule: A rhabdomyoma by itself meets "possible" TSC

    @holds
    Scenario: The advisory says so
      Given TSC is unknown
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "by itself"
      And the finding "TSC" is possible

    @near_miss
    Scenario: It goes without saying where TSC is definite
      Given TSC is definite
      When the evidence is consulted
      Then the reasons for TSC evaluation do not mention "by itself"

    @undecided
    Scenario: Rhabdomyoma alone is possible TSC: left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:tsc_excluded_despite_features
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#possible @evidence:tsc_criteria2021#variant
  Rule: TSC stated as excluded, against the features given

    @holds
    Scenario Outline: An alert, and the stated status is used
      Given TSC is excluded
      And <finding>
      When the evidence is consulted
      Then the child is out of scope
      And the alert "TSC excluded despite features" is shown
      And the alert "TSC excluded despite features" is a warning

      Examples:
        | finding                                        |
        | a pathogenic variant has been found            |
        | the major features found are cortical tubers   |

    @undecided
    Scenario: No alert where no feature speaks against it
      Given TSC is excluded
      When the evidence is consulted
      Then the alert "TSC excluded despite features" is not shown

    @undecided
    Scenario: No contradiction where TSC is not stated to be excluded
      Given the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the alert "TSC excluded despite features" is not shown

    @undecided
    Scenario: The tumour by itself is no contradiction
      Given TSC is excluded
      And the major features found are none
      When the evidence is consulted
      Then the alert "TSC excluded despite features" is not shown

    @near_miss
    Scenario: Not where TSC is definite
      Given TSC is definite
      And a pathogenic variant has been found
      When the evidence is consulted
      Then the alert "TSC excluded despite features" is not shown

  @rule:tsc_possible_despite_features
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#variant
  Rule: TSC stated as possible, where the features given make it definite

    @holds
    Scenario: An alert, and TSC stays possible as stated
      Given TSC is possible
      And a pathogenic variant has been found
      When the evidence is consulted
      Then the alert "TSC possible despite features" is shown
      And the alert "TSC possible despite features" is a warning
      And TSC evaluation is the usual course

    @holds
    Scenario: The tumour completes a definite diagnosis
      Given TSC is possible
      And the major features found are cortical tubers
      When the evidence is consulted
      Then the alert "TSC possible despite features" is shown

    @near_miss
    Scenario: One major feature fits "possible"
      Given TSC is possible
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the alert "TSC possible despite features" is not shown

    @undecided
    Scenario: No contradiction where no status is stated (definite by features)
      Given the major features found are cardiac rhabdomyoma, cortical tubers
      When the evidence is consulted
      Then the alert "TSC possible despite features" is not shown

  @rule:tsc_definite_beyond_features
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#possible
  Rule: TSC stated as definite, where the features given only make it possible

    @holds
    Scenario: One major feature alone
      Given TSC is definite
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the alert "TSC definite beyond features" is shown
      And the alert "TSC definite beyond features" is for information
      And TSC evaluation is not applicable

    @undecided
    Scenario: The tumours alone, of which no feature is listed
      Given TSC is definite
      When the evidence is consulted
      Then the alert "TSC definite beyond features" is not shown

    @near_miss
    Scenario: Two major features
      Given TSC is definite
      And the major features found are cardiac rhabdomyoma, cortical tubers
      When the evidence is consulted
      Then the alert "TSC definite beyond features" is not shown

    @undecided
    Scenario: No contradiction where no status is stated (possible by features)
      Given the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the alert "TSC definite beyond features" is not shown

  @rule:what_evaluation_includes
  @evidence:tsa_surveillance#children @evidence:tsc_alliance_care#genetics
  @evidence:tsc_criteria2021#no_variant_found
  Rule: What evaluation for TSC includes

    @holds
    Scenario: It is said (what evaluation includes)
      Given TSC is unknown
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "three generations"

    @near_miss
    Scenario: It is not said (what evaluation includes)
      Given TSC is definite
      When the evidence is consulted
      Then the reasons for TSC evaluation do not mention "three generations"

    @undecided
    Scenario: What evaluation includes: left open while the number of tumours is unknown
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward
