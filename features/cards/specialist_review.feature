Feature: How soon is a specialist review?
  It is the usual course for every child with a tumour. Urgency is not scored: it is immediate beside danger, routine only where
  nothing speaks against it, and sooner otherwise.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:specialist_review_always
  @evidence:case_before_birth2018#team @evidence:hinton2014#later_arrhythmia @evidence:tsc_criteria2021#ecg @evidence:tsc_criteria2021#echo @evidence:tsc_criteria2021#symptomatic
  Rule: Every child with a cardiac rhabdomyoma

    @holds
    Scenario Outline: The usual course, whatever is known
      Given <record>
      When the evidence is consulted
      Then specialist review is the usual course
      And specialist review is not put forward especially
      And the reasons for specialist review mention "Published guidance follows"

      Examples:
        | record                                |
        | symptoms are unknown                  |
        | the child is recorded as asymptomatic |
        | every symptom is recorded as absent   |
        | the child has heart failure           |
        | the course of the tumours is growing  |

    @near_miss
    Scenario: Not where there is no tumour
      Given no cardiac rhabdomyomas
      When the evidence is consulted
      Then the child is out of scope

    @undecided
    Scenario: Left open while it is not known whether there is one
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then the scope cannot be assessed

  @rule:review_immediate
  @evidence:surgery1998#operated @evidence:webb1993#presentation
  Rule: Immediate review

    @holds
    Scenario: Beside danger
      Given the child has heart failure
      When the evidence is consulted
      Then the reasons for specialist review mention "Timing: immediate"
      And the reasons for specialist review do not mention "sooner than routine"

    @near_miss
    Scenario: Not where nothing is dangerous
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Timing: immediate"

    @undecided
    Scenario: Danger that is not settled is no reason to call it immediate
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Timing: immediate"
      And the reasons for specialist review mention "sooner than routine"

  @rule:review_routine
  @evidence:tsc_criteria2021#echo
  Rule: Routine review, where nothing on record asks for more

    Background:
      Given every symptom is recorded as absent
      And a child of 3 years
      And the course of the tumours is stable
      And an mTOR inhibitor is not being taken
      And anti-arrhythmic drugs are not being taken

    @holds
    Scenario: A child of 3 years with stable tumours, and no symptom
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: A regressing course, and drugs that were stopped
      Given the course of the tumours is regressing
      And an mTOR inhibitor has been stopped
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: From one year on
      Given a child of 366 days
      When the evidence is consulted
      Then the finding "review routine" is yes

    @near_miss
    Scenario Outline: What speaks against it
      Given <fact>
      When the evidence is consulted
      Then the finding "review routine" is no
      And the reasons for specialist review mention "sooner than routine"

      Examples:
        | fact                                        |
        | the largest tumour measures 20 mm           |
        | a dyslipidaemia of unknown grade is reported |
        | a stomatitis of unknown grade is reported    |
        | a infection of unknown grade is reported    |
        | a other of unknown grade is reported        |
        | a dose of 4.5 mg/m2/day is recorded          |

    @near_miss
    Scenario Outline: Measurements that contradict the entered course
      Given the course of the tumours is <course>
      And a tumour measured <earlier> mm at 10 days
      And a tumour measured <later> mm at 40 days
      When the evidence is consulted
      Then the finding "review routine" is no

      Examples:
        | course     | earlier | later |
        | stable     | 10      | 8     |
        | stable     | 8       | 10    |
        | regressing | 8       | 10    |

    @holds
    Scenario Outline: Measurements that fit the course
      Given the course of the tumours is <course>
      And a tumour measured <earlier> mm at 10 days
      And a tumour measured <later> mm at 40 days
      When the evidence is consulted
      Then the finding "review routine" is yes

      Examples:
        | course     | earlier | later |
        | regressing | 10      | 8     |
        | stable     | 8       | 8     |
        | unknown    | 10      | 8     |

    @near_miss
    Scenario: Growth once, though no course is entered and the last measurement is smaller
      Given the course of the tumours is unknown
      And a tumour measured 8 mm at 10 days
      And a tumour measured 10 mm at 40 days
      And a tumour measured 9 mm at 90 days
      When the evidence is consulted
      Then the finding "review routine" is no

    @near_miss
    Scenario: A stated status that the features contradict
      Given TSC is possible
      And a pathogenic variant has been found
      When the evidence is consulted
      Then the finding "review routine" is no

    @holds
    Scenario: A tumour just under 20 mm
      Given the largest tumour measures 19.5 mm
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: A smaller dose, or one per week, is no warning
      Given a dose of 4.4 mg/m2/day is recorded
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: A dose of which only the value would warn is none
      Given a dose of 4.5 mg/m2/week is recorded
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: A stated status that fits the features
      Given TSC is possible
      And the major features found are cardiac rhabdomyoma
      When the evidence is consulted
      Then the finding "review routine" is yes

    @holds
    Scenario: A variant where TSC is stated to be definite
      Given TSC is definite
      And a pathogenic variant has been found
      When the evidence is consulted
      Then the finding "review routine" is yes

    @undecided
    Scenario Outline: What is not known, or not routine
      Given <fact>
      When the evidence is consulted
      Then the finding "review routine" is unknown
      And the reasons for specialist review mention "sooner than routine"

      Examples:
        | fact                                      |
        | a child of 365 days                       |
        | outflow obstruction is unknown            |
        | the course of the tumours is growing      |
        | the course of the tumours is unknown      |
        | an mTOR inhibitor is being taken          |
        | an mTOR inhibitor is planned              |
        | treatment with an mTOR inhibitor is unknown |
        | anti-arrhythmic drugs are being taken     |

  @rule:review_routine_timing
  @evidence:tsc_criteria2021#ecg @evidence:tsc_criteria2021#echo
  Rule: Routine review

    @holds
    Scenario: It is said
      Given every symptom is recorded as absent
      And a child of 3 years
      And the course of the tumours is stable
      And an mTOR inhibitor is not being taken
      And anti-arrhythmic drugs are not being taken
      When the evidence is consulted
      Then the reasons for specialist review mention "Timing: routine"
      And the reasons for specialist review do not mention "sooner than routine"

    @near_miss
    Scenario: Not beside a tumour of 20 mm
      Given every symptom is recorded as absent
      And a child of 3 years
      And the course of the tumours is stable
      And an mTOR inhibitor is not being taken
      And anti-arrhythmic drugs are not being taken
      And the largest tumour measures 20 mm
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Timing: routine"
      And the reasons for specialist review mention "data from before birth"

    @undecided
    Scenario: Not in a newborn
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Timing: routine"

  @rule:review_sooner
  @evidence:tsc_criteria2021#symptomatic
  Rule: Sooner than routine review

    @holds
    Scenario: At a first visit of a newborn without symptoms
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for specialist review mention "sooner than routine"

    @near_miss
    Scenario: Not beside danger, where it is immediate
      Given the child has syncope
      When the evidence is consulted
      Then the reasons for specialist review do not mention "sooner than routine"

    @undecided
    Scenario: Not where it is unknown whether there is a tumour
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then no option is put forward

  @rule:review_infant
  @evidence:tsc_criteria2021#echo
  Rule: No interval for infants

    @holds
    Scenario: It is said of a newborn
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the reasons for specialist review mention "no interval for infants"

    @holds
    Scenario: It is said up to the last day that is counted as within one year
      Given a child of 365 days
      When the evidence is consulted
      Then the reasons for specialist review mention "no interval for infants"

    @near_miss
    Scenario: Not from one year on
      Given a child of 366 days
      When the evidence is consulted
      Then the reasons for specialist review do not mention "no interval for infants"

    @undecided
    Scenario: Not where the age is unknown
      Given a child of unknown age
      When the evidence is consulted
      Then no option is put forward

  @rule:controlled_is_not_safe
  @evidence:kim_ban2022#controlled_and_fatal
  Rule: Controlled, and fatal in a published case

    @holds
    Scenario: It is said beside a controlled arrhythmia
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the reasons for specialist review mention "Controlled does not mean out of danger"
      And the reasons for anti-arrhythmic drugs mention "Controlled does not mean out of danger"

    @holds
    Scenario: It is said where no arrhythmia is recorded
      Given the arrhythmia is controlled by drugs
      And the child has no arrhythmia
      When the evidence is consulted
      Then the reasons for anti-arrhythmic drugs mention "Controlled does not mean out of danger"

    @near_miss
    Scenario: Not of one that is refractory
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      And anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Controlled does not mean out of danger"

    @near_miss
    Scenario: Not where the drugs have been stopped
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And anti-arrhythmic drugs have been stopped
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Controlled does not mean out of danger"

    @undecided
    Scenario: Not where the response is unknown
      Given the child has arrhythmia
      And anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then the reasons for specialist review do not mention "Controlled does not mean out of danger"
