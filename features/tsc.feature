Feature: Does the child have TSC?
  Cardiac rhabdomyoma is a major feature of TSC. A status is taken as stated, or else as the variant or the
  listed features support it by the 2021 criteria. The tumour alone does not settle it.

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
        | cardiac rhabdomyoma                                                         | none                                   | possible |
        | cardiac rhabdomyoma                                                         | unknown                                | possible |
        | cardiac rhabdomyoma, multiple cardiac rhabdomyomas                          | none                                   | possible |
        | none                                                                        | confetti lesions, dental enamel pits   | possible |
        | lymphangioleiomyomatosis, angiomyolipomas                                   | none                                   | possible |
        | lymphangioleiomyomatosis, angiomyolipomas                                   | confetti lesions, dental enamel pits   | definite |
        | lymphangioleiomyomatosis, angiomyolipomas, cortical tubers                  | none                                   | definite |
        | lymphangioleiomyomatosis, cortical tubers                                   | none                                   | definite |
        | angiomyolipomas, cortical tubers                                            | none                                   | definite |

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

  @rule:tsc
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#possible @evidence:tsc_criteria2021#variant
  Rule: TSC status, as stated or else as the features found so far support it

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

    @undecided
    Scenario: Tumours alone leave the status unknown
      Given TSC is unknown
      When the evidence is consulted
      Then the finding "TSC" is unknown

  @rule:tsc_evaluation_open
  @evidence:tsc_criteria2021#rhabdomyoma_is_major @evidence:tsc_criteria2021#variant
  Rule: TSC status not known, or possible

    @holds
    Scenario Outline: Evaluation is the usual course
      Given TSC is <status>
      When the evidence is consulted
      Then TSC evaluation is the usual course

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

    @undecided
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
    Scenario: The likelihood is said where the mTOR inhibitor waits for the status
      Given the child has heart failure
      And TSC is unknown
      When the evidence is consulted
      Then an mTOR inhibitor cannot be assessed
      And the reasons for the mTOR inhibitor mention "about 95 %"
      And the TSC status is asked for

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
    Scenario: The advisory says so, and still takes the status as unknown
      Given TSC is unknown
      When the evidence is consulted
      Then the reasons for TSC evaluation mention "by itself"
      And the finding "TSC" is unknown

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
      And TSC evaluation is the usual course

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
      And TSC evaluation is not applicable

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

  @rule:rhabdomyoma_not_among_features
  @evidence:tsc_criteria2021#definite @evidence:tsc_criteria2021#rhabdomyoma_is_major
  Rule: A tumour on record that is not among the features listed

    @holds
    Scenario: Another major feature is listed, the tumour is not
      Given the major features found are cortical tubers
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is shown
      And the finding "TSC" is possible

    @near_miss
    Scenario: The tumour is listed
      Given the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is not shown

    @holds
    Scenario: A minor feature is listed and no major one
      Given the major features found are none
      And the minor features found are confetti lesions
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is shown

    @near_miss
    Scenario: No feature is listed at all
      Given the major features found are none
      And the minor features found are none
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is not shown

    @near_miss
    Scenario: It makes no difference where TSC is definite
      Given TSC is definite
      And the major features found are cortical tubers
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is not shown

    @undecided
    Scenario: Left open while the features found are unknown
      When the evidence is consulted
      Then the alert "rhabdomyoma not among features" is not shown

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
