Feature: Does the evidence speak for surgery?
  Published series keep surgery for severe haemodynamic compromise and for arrhythmia that drugs do not control.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:surgery_haemodynamic_compromise
  @evidence:hood2015#indications @evidence:smythe1990#surgery @evidence:surgery1994#indications @evidence:surgery1998#operated @evidence:turk2023#surgery
  Rule: Compromise of flow, as a published indication for surgery

    @holds
    Scenario Outline: May be considered at a first visit; severity and risk are left to the heart team
      Given the child has <symptom>
      And the surgical risk is <risk>
      When the evidence is consulted
      Then surgery may be considered
      And surgery is not put forward especially
      And the reasons for surgery mention "haemodynamic compromise"

      Examples:
        | symptom                    | risk     |
        | heart failure              | unknown  |
        | outflow obstruction        | low      |
        | inflow obstruction         | moderate |
        | duct-dependent circulation | high     |
        | cyanosis                   | unknown  |
        | syncope                    | unknown  |

    @holds
    Scenario: A risk that is not recorded is asked for
      Given the child has heart failure
      And the surgical risk is unknown
      When the evidence is consulted
      Then surgery may be considered
      And the surgical risk is asked for, as it could change surgery

    @near_miss
    Scenario: Not where the tumour is inoperable
      Given the child has heart failure
      And the surgical risk is inoperable
      When the evidence is consulted
      Then surgery is not supported

    @near_miss
    Scenario: A controlled arrhythmia is no compromise of flow
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then surgery is not supported

    @undecided
    Scenario: Left open while the echo findings are unknown
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then surgery cannot be assessed

  @rule:surgery_refractory_arrhythmia
  @evidence:hood2015#indications @evidence:smythe1990#surgery @evidence:surgery1994#indications @evidence:turk2023#surgery
  Rule: Arrhythmia that drugs do not control, as a published indication for surgery

    @holds
    Scenario: One of the published indications, also before the risk is known
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then surgery may be considered
      And surgery is not put forward especially
      And the reasons for surgery mention "Arrhythmia that drugs do not control is one"

    @near_miss
    Scenario: An arrhythmia that drugs control is not one
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then surgery is not supported

    @near_miss
    Scenario: Refractory, but inoperable
      Given the arrhythmia is refractory to drugs
      And the surgical risk is inoperable
      When the evidence is consulted
      Then surgery is not supported

    @undecided
    Scenario: Left open while the response is unknown
      Given the child has arrhythmia
      When the evidence is consulted
      Then surgery cannot be assessed

  @rule:surgery_no_published_indication
  @evidence:smythe1990#surgery @evidence:turk2023#surgery
  Rule: A danger that is none of the published indications

    @holds
    Scenario: An arrhythmia whose response is not recorded
      Given every symptom is recorded as absent
      And the child has arrhythmia
      When the evidence is consulted
      Then surgery is outside the evidence
      And surgery is not put forward especially

    @holds
    Scenario: Respiratory distress by itself
      Given every symptom is recorded as absent
      And the child has respiratory distress
      When the evidence is consulted
      Then surgery is outside the evidence

    @near_miss
    Scenario: Not where flow is compromised
      Given every symptom is recorded as absent
      And the child has heart failure
      When the evidence is consulted
      Then surgery may be considered

    @near_miss
    Scenario: Withheld where the arrhythmia is refractory
      Given every symptom is recorded as absent
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then surgery may be considered

    @near_miss
    Scenario: Withheld where the tumour is inoperable
      Given every symptom is recorded as absent
      And the child has respiratory distress
      And the surgical risk is inoperable
      When the evidence is consulted
      Then surgery is not supported

    @near_miss
    Scenario: Not where nothing is dangerous
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then surgery is not supported

    @undecided
    Scenario: Left open while the flow is unknown
      Given the child has respiratory distress
      When the evidence is consulted
      Then surgery cannot be assessed

  @rule:surgery_no_danger
  @evidence:bosi1996#symptoms_first @evidence:smythe1990#surgery @evidence:turk2023#surgery
  Rule: No danger on record

    @holds
    Scenario Outline: Not supported at any risk
      Given every symptom is recorded as absent
      And the surgical risk is <risk>
      When the evidence is consulted
      Then surgery is not supported
      And surgery is not put forward especially

      Examples:
        | risk    |
        | low     |
        | high    |
        | unknown |

    @holds
    Scenario: Not for an arrhythmia that is controlled, at a low risk
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the surgical risk is low
      When the evidence is consulted
      Then surgery is not supported

    @undecided
    Scenario: A child recorded as asymptomatic may have an obstruction that nobody has looked for
      Given the child is recorded as asymptomatic
      And the surgical risk is low
      When the evidence is consulted
      Then surgery cannot be assessed

    @near_miss
    Scenario: Not where the child has heart failure
      Given the child has heart failure
      And the surgical risk is low
      When the evidence is consulted
      Then surgery may be considered

    @near_miss
    Scenario: Not where there is respiratory distress
      Given every symptom is recorded as absent
      And the child has respiratory distress
      When the evidence is consulted
      Then surgery is outside the evidence

  @rule:surgery_inoperable
  @evidence:sugalska2021#conclusion
  Rule: Inoperable tumours

    @holds
    Scenario Outline: Not supported, with or without symptoms
      Given the surgical risk is inoperable
      And <symptoms>
      When the evidence is consulted
      Then surgery is not supported
      And surgery is not put forward especially

      Examples:
        | symptoms                              |
        | the child has heart failure           |
        | the child is recorded as asymptomatic |

    @near_miss
    Scenario: High risk is not inoperable
      Given the child has heart failure
      And the surgical risk is high
      When the evidence is consulted
      Then surgery may be considered

    @undecided
    Scenario: Left open while the surgical risk is unknown
      Given the surgical risk is unknown
      And the child has heart failure
      When the evidence is consulted
      Then surgery may be considered
      And the surgical risk is asked for, as it could change surgery

  @rule:alternatives_to_resection
  @evidence:shunt_case2018#shunt
  @evidence:ductal_stent_case#ductal_stent
  Rule: What has been done other than resection

    @holds
    Scenario: It is said (alternatives to resection)
      Given the child has heart failure
      When the evidence is consulted
      Then the reasons for surgery mention "ductal stent"

    @holds
    Scenario: It is said where the tumour is inoperable
      Given the child has heart failure
      And the surgical risk is inoperable
      When the evidence is consulted
      Then surgery is not supported
      And the reasons for surgery mention "ductal stent"

    @holds
    Scenario: It is said where surgery is outside the evidence
      Given every symptom is recorded as absent
      And the child has respiratory distress
      When the evidence is consulted
      Then the reasons for surgery mention "ductal stent"

    @holds
    Scenario: It is said where surgery is not settled
      Given the child has respiratory distress
      When the evidence is consulted
      Then surgery cannot be assessed
      And the reasons for surgery mention "ductal stent"

    @undecided
    Scenario: It is not said (alternatives to resection)
      When the evidence is consulted
      Then the reasons for surgery do not mention "ductal stent"

    @near_miss
    Scenario: Alternatives to resection: not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the reasons for surgery do not mention "ductal stent"

  @rule:how_often_surgery_was_needed
  @evidence:bosi1996#operated @evidence:sciacca2014#obstruction @evidence:surgery1998#operated
  @evidence:turk2023#operated
  Rule: How often surgery was needed

    @holds
    Scenario: It is said (how often surgery was needed)
      Given the child has cyanosis
      When the evidence is consulted
      Then the reasons for surgery mention "6 of 47"

    @undecided
    Scenario: It is not said (how often surgery was needed)
      Given an unknown number of cardiac rhabdomyomas
      When the evidence is consulted
      Then no option is put forward

    @near_miss
    Scenario: Not where there are no cardiac rhabdomyomas
      Given no cardiac rhabdomyomas
      And the child has cyanosis
      When the evidence is consulted
      Then the child is out of scope
      And no option is put forward

  @rule:operation_planned
  @evidence:everolimus_label#wound_healing
  Rule: Whether an operation is planned

    @holds
    Scenario Outline: Stated, or shown by a number of days
      Given <plan>
      When the evidence is consulted
      Then the finding "operation planned" is yes

      Examples:
        | plan                                |
        | an operation is planned             |
        | an operation is planned within 0 days |

    @near_miss
    Scenario: None is planned
      Given no operation is planned
      And the child has outflow obstruction
      When the evidence is consulted
      Then the finding "operation planned" is no
      And the alert "operation planned with mTOR inhibitor" is not shown

    @undecided
    Scenario: Not recorded is not taken as none
      When the evidence is consulted
      Then the finding "operation planned" is unknown

  @rule:operated_before
  @evidence:surgery1998#operated
  Rule: An operation that was done

    @holds
    Scenario Outline: It is said at whatever stance surgery stands
      Given an operation has been performed
      And <record>
      When the evidence is consulted
      Then the reasons for surgery mention "has been operated on"

      Examples:
        | record                                |
        | the child has outflow obstruction     |
        | the surgical risk is inoperable       |
        | every symptom is recorded as absent   |
        | symptoms are unknown                  |

    @near_miss
    Scenario: No operation was done
      Given no operation has been performed
      When the evidence is consulted
      Then the reasons for surgery do not mention "has been operated on"

    @undecided
    Scenario: Not recorded
      When the evidence is consulted
      Then the reasons for surgery do not mention "has been operated on"
