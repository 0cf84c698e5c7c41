Feature: Does the evidence speak about this child?
  The review is about children from birth to 18 years with TSC and cardiac rhabdomyoma. Anything else is
  said to be out of scope, with the reason; what is not known is never guessed.

  @rule:scope_review_population
  @evidence:sugalska2021#population
  Rule: A born child of up to 18 years with a cardiac rhabdomyoma

    @holds
    Scenario Outline: Ages within the review
      Given a child of <age>
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is in scope

      Examples:
        | age       |
        | 0 days    |
        | 4 days    |
        | 3 years   |
        | 6574 days |

    @undecided
    Scenario: An unknown age leaves the scope open
      Given a child of unknown age
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward
      And the age is asked for

    @undecided
    Scenario: An unknown number of tumours leaves the scope open
      Given a newborn of 4 days
      And an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward
      And the number of tumours is asked for

    @undecided
    Scenario: An empty record leaves the scope open and asks for all three
      Given a child of unknown age
      When the evidence is consulted
      Then the scope cannot be assessed
      And the reason mentions "life stage, age, number of tumours"
      And the life stage is asked for
      And the age is asked for
      And the number of tumours is asked for

    @near_miss
    Scenario: Not where there are no cardiac rhabdomyomas
      Given a child of 0 days
      And no cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is out of scope
      And no option is put forward

  @rule:scope_prenatal
  @evidence:sugalska2021#population @evidence:tsa_surveillance#fetal @evidence:tsc_alliance_heart#fetal
  Rule: Before birth

    @holds
    Scenario: A fetus is out of scope, and the reader is told where to look
      Given a fetus
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is out of scope
      And the reason mentions "fetal echocardiography"
      And no option is put forward

    @near_miss
    Scenario: A child on the day of birth is in scope
      Given a child of 0 days
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is in scope

    @undecided
    Scenario: Before birth: left open while the age is unknown
      Given 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:scope_over_18_years
  @evidence:sugalska2021#population
  Rule: Over 18 years

    @holds
    Scenario Outline: Adults are out of scope
      Given a child of <age>
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is out of scope
      And the reason mentions "Over 18 years"
      And no option is put forward

      Examples:
        | age       |
        | 6575 days |
        | 40 years  |

    @near_miss
    Scenario: The last day within 18 years is in scope
      Given a child of 6574 days
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is in scope

    @undecided
    Scenario: Left open while the age is unknown
      Given a child of unknown age
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:scope_no_rhabdomyoma
  @evidence:sugalska2021#population
  Rule: No cardiac rhabdomyoma

    @holds
    Scenario: A child without a tumour is out of scope
      Given a newborn of 4 days
      And no cardiac rhabdomyoma
      When the evidence is consulted
      Then the child is out of scope
      And the reason mentions "No cardiac rhabdomyoma"
      And no option is put forward

    @near_miss
    Scenario: A single tumour is enough
      Given a newborn of 4 days
      And 1 cardiac rhabdomyoma
      When the evidence is consulted
      Then the child is in scope

    @undecided
    Scenario: Left open while the number of tumours is unknown
      Given a newborn of 4 days
      And an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed
      And no option is put forward

  @rule:scope_tsc_excluded
  @evidence:sugalska2021#population
  Rule: TSC excluded

    @holds
    Scenario: A child in whom TSC is excluded is out of scope
      Given a newborn of 4 days
      And 1 cardiac rhabdomyoma
      And TSC is excluded
      When the evidence is consulted
      Then the child is out of scope
      And the reason mentions "TSC is stated to be excluded"
      And no option is put forward

    @undecided
    Scenario: Left open where neither a status nor a tumour is on record
      Given a newborn of 4 days
      When the evidence is consulted
      Then the scope cannot be assessed

    @near_miss
    Scenario: A TSC status that is not known does not put a child out of scope
      Given a newborn of 4 days
      And 1 cardiac rhabdomyoma
      And TSC is unknown
      When the evidence is consulted
      Then the child is in scope

    @near_miss
    Scenario: Not where TSC is definite
      Given a newborn of 4 days
      And 1 cardiac rhabdomyoma
      And TSC is definite
      When the evidence is consulted
      Then the child is in scope

  @rule:born
  @evidence:sugalska2021#population
  Rule: Whether the child has been born

    @holds
    Scenario: A recorded age shows that the child has been born
      Given a newborn of 4 days
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the finding "born" is yes

    @near_miss
    Scenario: A fetus has not been born
      Given a fetus
      When the evidence is consulted
      Then the finding "born" is no

    @undecided
    Scenario: Without age or life stage it is not known
      Given a child of unknown age
      When the evidence is consulted
      Then the finding "born" is unknown

    @holds
    Scenario: A recorded life stage shows it, though the age is unknown
      Given a child of unknown age
      And the life stage is postnatal
      When the evidence is consulted
      Then the finding "born" is yes

  @rule:rhabdomyoma_present
  @evidence:sugalska2021#population
  Rule: Whether a cardiac rhabdomyoma is present

    @holds
    Scenario: A tumour that is measured is present, though nobody counted
      Given a newborn of 4 days
      And the largest tumour measures 15 mm
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is yes
      And the child is in scope

    @holds
    Scenario: A tumour whose place is described is present, though nobody counted or measured
      Given a newborn of 4 days
      And a tumour is seen in the left ventricle
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is yes

    @holds
    Scenario: Several tumours are among the features listed, though nobody counted or measured
      Given a newborn of 4 days
      And the major features found are multiple cardiac rhabdomyomas
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is yes

    @near_miss
    Scenario: A count of none overrides an older list of features
      Given a child of 3 years
      And the major features found are cardiac rhabdomyoma
      And no cardiac rhabdomyoma
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is no
      And the child is out of scope

    @undecided
    Scenario: Nothing about a tumour leaves it unknown
      Given a newborn of 4 days
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is unknown
      And the scope cannot be assessed

    @holds
    Scenario: A listed feature shows that there is one, though nobody counted
      Given a newborn of 4 days
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is yes

    @holds
    Scenario: A measurement shows that there is one, though nobody counted
      Given a newborn of 4 days
      And a tumour measured 12 mm at 2 days
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is yes

    @near_miss
    Scenario: A complete list of features without it denies it
      Given a newborn of 4 days
      And the major features found are cortical tubers
      And the list of features is complete
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is no

    @undecided
    Scenario: That a list is complete says nothing where none is given
      Given a newborn of 4 days
      And the list of features is complete
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is unknown

    @undecided
    Scenario Outline: A list that is not said to be complete does not
      Given a newborn of 4 days
      And the major features found are cortical tubers
      And <record>
      When the evidence is consulted
      Then the finding "rhabdomyoma present" is unknown

      Examples:
        | record                            |
        | the list of features is not complete |
        | no pathogenic variant has been found |

  @rule:scope_deceased
  @evidence:sugalska2021#population
  Rule: A child who has died

    @holds
    Scenario: Nothing is said of any option, and the danger sentence is silent
      Given a newborn of 4 days
      And 2 cardiac rhabdomyomas
      And the child has heart failure
      And the child has died
      When the evidence is consulted
      Then the child is out of scope
      And the reason mentions "The child has died"
      And no option is put forward
      And the alert "life threatening presentation" is not shown

    @near_miss
    Scenario: A child who is recorded as born and alive
      Given a newborn of 4 days
      And the life stage is postnatal
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is in scope

    @undecided
    Scenario: A life stage that is not recorded is not taken as death
      Given a newborn of 4 days
      And 2 cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is in scope
