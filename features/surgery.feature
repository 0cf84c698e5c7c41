Feature: Does the evidence speak for surgery?
  Published series keep surgery for severe haemodynamic compromise and for arrhythmia that drugs do not control.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:surgery_low_or_moderate_risk
  @evidence:sugalska2021_lay#earlier_options @evidence:surgery1998#operated
  Rule: Symptomatic tumours where surgery carries low or moderate risk

    @holds
    Scenario Outline: Surgery may be considered
      Given the child has <symptom>
      And the surgical risk is <risk>
      When the evidence is consulted
      Then surgery may be considered

      Examples:
        | symptom             | risk     |
        | cyanosis            | low      |
        | cyanosis            | moderate |
        | outflow obstruction | low      |

    @undecided
    Scenario: Without the risk it cannot be assessed
      Given the child has cyanosis
      And the surgical risk is unknown
      When the evidence is consulted
      Then surgery cannot be assessed
      And the surgical risk is asked for

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      And the surgical risk is low
      When the evidence is consulted
      Then surgery is not supported

  @rule:surgery_high_risk
  @evidence:sugalska2021#conclusion @evidence:sugalska2021_lay#earlier_options
  Rule: Symptomatic tumours where surgery carries high risk

    @holds
    Scenario: May be considered, for the heart team to weigh
      Given the child has cyanosis
      And the surgical risk is high
      When the evidence is consulted
      Then surgery may be considered
      And the reasons for surgery mention "for the heart team to weigh"

    @near_miss
    Scenario: At moderate risk this is not said
      Given the child has cyanosis
      And the surgical risk is moderate
      When the evidence is consulted
      Then the reasons for surgery do not mention "for the heart team to weigh"

    @undecided
    Scenario: Left open while cyanosis is unknown
      Given cyanosis is unknown
      And the surgical risk is high
      When the evidence is consulted
      Then surgery cannot be assessed
      And arrhythmia is asked for, as it could change surgery

  @rule:surgery_inoperable
  @evidence:sugalska2021#conclusion
  Rule: Inoperable tumours

    @holds
    Scenario Outline: Not supported, with or without symptoms
      Given the surgical risk is inoperable
      And <symptoms>
      When the evidence is consulted
      Then surgery is not supported

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
      Then surgery cannot be assessed
      And the surgical risk is asked for, as it could change surgery

  @rule:surgery_asymptomatic
  @evidence:bosi1996#symptoms_first @evidence:smythe1990#surgery @evidence:turk2023#surgery
  Rule: No symptoms to operate for

    @holds
    Scenario Outline: Not supported without symptoms, at any risk
      Given the child is recorded as asymptomatic
      And the surgical risk is <risk>
      When the evidence is consulted
      Then surgery is not supported

      Examples:
        | risk    |
        | low     |
        | high    |
        | unknown |

    @undecided
    Scenario: Symptoms that are not recorded are not taken as absent
      Given the surgical risk is low
      When the evidence is consulted
      Then surgery cannot be assessed

    @near_miss
    Scenario: Not where the child has heart failure
      Given the child has heart failure
      And the surgical risk is low
      When the evidence is consulted
      Then surgery may be considered

  @rule:surgery_refractory_arrhythmia
  @evidence:hood2015#indications @evidence:smythe1990#surgery @evidence:surgery1994#indications
  @evidence:turk2023#surgery
  Rule: Arrhythmia that drugs do not control, as an indication for surgery

    @holds
    Scenario: One of the published indications
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      And the surgical risk is low
      When the evidence is consulted
      Then surgery may be considered
      And the reasons for surgery mention "drugs do not control"

    @near_miss
    Scenario: An arrhythmia that drugs control is not one
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the surgical risk is low
      When the evidence is consulted
      Then the reasons for surgery do not mention "drugs do not control"

    @holds
    Scenario: A refractory arrhythmia is there, though it is recorded as absent
      Given every symptom is recorded as absent
      And the arrhythmia is refractory to drugs
      And the surgical risk is low
      When the evidence is consulted
      Then the reasons for surgery mention "drugs do not control"

    @near_miss
    Scenario: Not where the tumour is inoperable
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      And the surgical risk is inoperable
      When the evidence is consulted
      Then surgery is not supported

    @undecided
    Scenario: Left open while the response is unknown
      Given the child has arrhythmia
      And the surgical risk is low
      When the evidence is consulted
      Then surgery may be considered

  @rule:surgery_haemodynamic_compromise
  @evidence:hood2015#indications @evidence:smythe1990#surgery @evidence:surgery1994#indications
  @evidence:surgery1998#operated @evidence:turk2023#surgery
  Rule: Obstruction or heart failure, as an indication for surgery

    @holds
    Scenario Outline: Severe compromise is the other published indication; how severe is left to the heart team
      Given the child has <symptom>
      And the surgical risk is moderate
      When the evidence is consulted
      Then surgery may be considered
      And the reasons for surgery mention "haemodynamic compromise"

      Examples:
        | symptom                    |
        | heart failure              |
        | inflow obstruction         |
        | duct-dependent circulation |

    @near_miss
    Scenario: An arrhythmia that is controlled is not one
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And the surgical risk is moderate
      When the evidence is consulted
      Then the reasons for surgery do not mention "haemodynamic compromise"

    @undecided
    Scenario: Left open while heart failure is unknown
      Given heart failure is unknown
      And the surgical risk is moderate
      When the evidence is consulted
      Then surgery cannot be assessed
      And arrhythmia is asked for, as it could change surgery

  @rule:alternatives_to_resection
  @evidence:ductal_stent_case#ductal_stent @evidence:shunt_case2018#shunt
  Rule: What has been done other than resection

    @holds
    Scenario: It is said (alternatives to resection)
      Given the child has heart failure
      When the evidence is consulted
      Then the reasons for surgery mention "ductal stent"

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
