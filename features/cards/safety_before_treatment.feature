Feature: What bears on the safety of an mTOR inhibitor before it is given?
  Alerts for what the labels and published guidance warn of. What is not recorded is said to be not excluded, as long as an
  mTOR inhibitor is on the table. Drugs are matched by generic name; a name that is not known is not checked, never safe.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas
    And TSC is definite
    And the child has cyanosis

  @rule:infection_before_mtor_inhibitor
  @evidence:everolimus_label#infections @evidence:sirolimus_vascular#serious_events
  Rule: Active infection, with an mTOR inhibitor in question

    @holds
    Scenario: An alert (infection before mtor inhibitor)
      Given there is an active infection
      When the evidence is consulted
      Then the alert "infection before mtor inhibitor" is shown
      And the alert "infection before mtor inhibitor" is a warning

    @near_miss
    Scenario: No alert where it is known not to be so (infection before mtor inhibitor)
      Given there is no active infection
      When the evidence is consulted
      Then the alert "infection before mtor inhibitor" is not shown

    @undecided
    Scenario: Not excluded where it is not recorded (infection before mtor inhibitor)
      When the evidence is consulted
      Then the alert "infection before mtor inhibitor" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (infection before mtor inhibitor)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And there is an active infection
      When the evidence is consulted
      Then the alert "infection before mtor inhibitor" is not shown

  @rule:hypersensitivity_to_rapamycin
  @evidence:everolimus_sega_label#hypersensitivity
  Rule: Hypersensitivity to rapamycin derivatives, with an mTOR inhibitor in question

    @holds
    Scenario: An alert (hypersensitivity to rapamycin)
      Given there is a hypersensitivity to rapamycin
      When the evidence is consulted
      Then the alert "hypersensitivity to rapamycin" is shown
      And the alert "hypersensitivity to rapamycin" is a warning

    @near_miss
    Scenario: No alert where it is known not to be so (hypersensitivity to rapamycin)
      Given there is no hypersensitivity to rapamycin
      When the evidence is consulted
      Then the alert "hypersensitivity to rapamycin" is not shown

    @undecided
    Scenario: Not excluded where it is not recorded (hypersensitivity to rapamycin)
      When the evidence is consulted
      Then the alert "hypersensitivity to rapamycin" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (hypersensitivity to rapamycin)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And there is a hypersensitivity to rapamycin
      When the evidence is consulted
      Then the alert "hypersensitivity to rapamycin" is not shown

  @rule:live_vaccine_due_with_mtor_inhibitor
  @evidence:everolimus_label#live_vaccines @evidence:everolimus_leaflet_eu#vaccination
  Rule: Live vaccine due, with an mTOR inhibitor in question

    @holds
    Scenario: An alert (live vaccine due with mtor inhibitor)
      Given there is a live vaccine due
      When the evidence is consulted
      Then the alert "live vaccine due with mtor inhibitor" is shown
      And the alert "live vaccine due with mtor inhibitor" is a warning

    @near_miss
    Scenario: No alert where it is known not to be so (live vaccine due with mtor inhibitor)
      Given there is no live vaccine due
      When the evidence is consulted
      Then the alert "live vaccine due with mtor inhibitor" is not shown

    @undecided
    Scenario: Not excluded where it is not recorded (live vaccine due with mtor inhibitor)
      When the evidence is consulted
      Then the alert "live vaccine due with mtor inhibitor" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (live vaccine due with mtor inhibitor)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And there is a live vaccine due
      When the evidence is consulted
      Then the alert "live vaccine due with mtor inhibitor" is not shown

  @rule:hepatic_impairment_with_mtor_inhibitor
  @evidence:everolimus_label#hepatic @evidence:everolimus_leaflet_eu#hepatic
  Rule: Hepatic impairment, with an mTOR inhibitor in question

    @holds
    Scenario: An alert (hepatic impairment with mtor inhibitor)
      Given there is an impairment of the liver
      When the evidence is consulted
      Then the alert "hepatic impairment with mtor inhibitor" is shown
      And the alert "hepatic impairment with mtor inhibitor" is a warning

    @near_miss
    Scenario: No alert where it is known not to be so (hepatic impairment with mtor inhibitor)
      Given there is no impairment of the liver
      When the evidence is consulted
      Then the alert "hepatic impairment with mtor inhibitor" is not shown

    @undecided
    Scenario: Not excluded where it is not recorded (hepatic impairment with mtor inhibitor)
      When the evidence is consulted
      Then the alert "hepatic impairment with mtor inhibitor" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (hepatic impairment with mtor inhibitor)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And there is an impairment of the liver
      When the evidence is consulted
      Then the alert "hepatic impairment with mtor inhibitor" is not shown

  @rule:hyperlipidaemia_with_mtor_inhibitor
  @evidence:everolimus_leaflet_eu#lipids @evidence:sugalska2021_lay#side_effects
  Rule: Raised lipids, with an mTOR inhibitor in question

    @holds
    Scenario: An alert (hyperlipidaemia with mtor inhibitor)
      Given there is a rise of blood lipids
      When the evidence is consulted
      Then the alert "hyperlipidaemia with mtor inhibitor" is shown
      And the alert "hyperlipidaemia with mtor inhibitor" is for information

    @near_miss
    Scenario: No alert where it is known not to be so (hyperlipidaemia with mtor inhibitor)
      Given there is no rise of blood lipids
      When the evidence is consulted
      Then the alert "hyperlipidaemia with mtor inhibitor" is not shown

    @undecided
    Scenario: Not excluded where it is not recorded (hyperlipidaemia with mtor inhibitor)
      When the evidence is consulted
      Then the alert "hyperlipidaemia with mtor inhibitor" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (hyperlipidaemia with mtor inhibitor)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And there is a rise of blood lipids
      When the evidence is consulted
      Then the alert "hyperlipidaemia with mtor inhibitor" is not shown

  @rule:operation_planned_with_mtor_inhibitor
  @evidence:everolimus_label#wound_healing
  Rule: Operation planned, with an mTOR inhibitor in question

    @holds
    Scenario: An operation within 10 days
      Given an operation is planned within 10 days
      When the evidence is consulted
      Then the alert "operation planned with mtor inhibitor" is shown
      And the alert "operation planned with mtor inhibitor" is a warning

    @undecided
    Scenario: Not excluded where no operation is recorded
      When the evidence is consulted
      Then the alert "operation planned with mtor inhibitor" could not be excluded

    @near_miss
    Scenario: No alert where no mTOR inhibitor is in question (operation planned with mtor inhibitor)
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      And an operation is planned within 10 days
      When the evidence is consulted
      Then the alert "operation planned with mtor inhibitor" is not shown

  @rule:mtor_inhibitor_in_question
  @evidence:sugalska2021#conclusion
  Rule: Whether an mTOR inhibitor is in question

    @holds
    Scenario: Planned, whatever the symptoms
      Given symptoms are unknown
      And an mTOR inhibitor is planned
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is yes

    @holds
    Scenario: Within the review's conclusion, whether planned or not
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is yes

    @near_miss
    Scenario: No symptoms and no treatment
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor is not being taken
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is no

    @undecided
    Scenario: Without knowing of symptoms or treatment it is open
      Given symptoms are unknown
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is unknown
      And the alert "infection before mTOR inhibitor" is not shown

    @holds
    Scenario: Symptoms, where the tumours alone speak for TSC
      Given TSC is unknown
      And an mTOR inhibitor is not being taken
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is yes

    @undecided
    Scenario: No symptoms, and treatment not known
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is unknown

    @undecided
    Scenario: Symptoms, with nothing that speaks for TSC
      Given an unknown number of cardiac rhabdomyomas
      And TSC is unknown
      And the child has heart failure
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is unknown

    @undecided
    Scenario: No treatment, and symptoms not known
      Given symptoms are unknown
      And an mTOR inhibitor is not being taken
      When the evidence is consulted
      Then the finding "mTOR inhibitor in question" is unknown

  @rule:mtor_inhibitor_hypersensitivity
  @evidence:everolimus_sega_label#hypersensitivity
  Rule: Hypersensitivity to rapamycin derivatives

    @holds
    Scenario: It withholds what would be put forward
      Given there is a hypersensitivity to rapamycin
      And the surgical risk is inoperable
      When the evidence is consulted
      Then an mTOR inhibitor is not supported
      And the mTOR inhibitor is not put forward especially
      And the mTOR inhibitor carries every caveat it must

    @near_miss
    Scenario: Not where it is known to be absent
      Given there is no hypersensitivity to rapamycin
      When the evidence is consulted
      Then an mTOR inhibitor may be considered

    @undecided
    Scenario: Where it is not recorded, the option stands and the alert says what was not excluded
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the alert "hypersensitivity to rapamycin" could not be excluded

  @rule:heart_check_before_carbamazepine_or_acth
  @evidence:tsc_canada_heart#before_carbamazepine_or_acth
  Rule: Echocardiogram and ECG before carbamazepine or ACTH

    @holds
    Scenario Outline: A baseline is named
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then monitoring names "Baseline echocardiogram and ECG" "before carbamazepine or ACTH"

      Examples:
        | drug          |
        | carbamazepine |
        | ACTH          |

    @near_miss
    Scenario: Not for another antiseizure drug
      Given the drugs taken are phenytoin
      When the evidence is consulted
      Then monitoring does not mention "before carbamazepine or ACTH"

    @undecided
    Scenario: Left open while the drugs taken are unknown
      When the evidence is consulted
      Then monitoring does not mention "Baseline echocardiogram and ECG"

  @rule:mtor_inhibitor_in_use
  @evidence:sugalska2021#conclusion
  Rule: Whether an mTOR inhibitor is planned or taken

    @holds
    Scenario Outline: What makes it dangerous is asked at whatever stance it stands
      Given the child has no cyanosis
      And the child is recorded as asymptomatic
      And an mTOR inhibitor <course>
      When the evidence is consulted
      Then the finding "mTOR inhibitor in use" is yes
      And the alert "infection before mTOR inhibitor" could not be excluded

      Examples:
        | course         |
        | is planned     |
        | is being taken |

    @near_miss
    Scenario Outline: Neither planned nor taken
      Given the child is recorded as asymptomatic
      And an mTOR inhibitor <course>
      When the evidence is consulted
      Then the finding "mTOR inhibitor in use" is no
      And the alert "infection before mTOR inhibitor" is not shown

      Examples:
        | course             |
        | is not being taken |
        | has been stopped   |

    @undecided
    Scenario: Treatment that is not recorded is not taken as none
      Given treatment with an mTOR inhibitor is unknown
      When the evidence is consulted
      Then the finding "mTOR inhibitor in use" is unknown
