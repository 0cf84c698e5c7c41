Feature: Do the tumours cause symptoms?
  What is not recorded is never taken as absent.

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:symptomatic
  @evidence:sugalska2021#symptomatic_children
  Rule: Whether the tumours cause symptoms

    @holds
    Scenario Outline: Any one symptom is enough
      Given the child has <symptom>
      When the evidence is consulted
      Then the finding "symptomatic" is yes

      Examples:
        | symptom                    |
        | heart failure              |
        | arrhythmia                 |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | respiratory distress       |
        | syncope                    |

    @near_miss
    Scenario: A child recorded as asymptomatic has no symptoms
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the finding "symptomatic" is no

    @near_miss
    Scenario: A child with every symptom recorded as absent has no symptoms
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the finding "symptomatic" is no

    @undecided
    Scenario Outline: All but one symptom recorded as absent leaves it unknown
      Given every symptom is recorded as absent
      And <symptom> is unknown
      When the evidence is consulted
      Then the finding "symptomatic" is unknown

      Examples:
        | symptom                    |
        | heart failure              |
        | arrhythmia                 |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | respiratory distress       |
        | syncope                    |

    @undecided
    Scenario: Nothing recorded leaves it unknown
      When the evidence is consulted
      Then the finding "symptomatic" is unknown

  @rule:has_arrhythmia
  @evidence:sugalska2021#natural_history
  Rule: Whether there is an arrhythmia

    @holds
    Scenario: A recorded arrhythmia
      Given the child has arrhythmia
      When the evidence is consulted
      Then the finding "has arrhythmia" is yes

    @holds
    Scenario: One that is refractory to drugs is there, whatever else is recorded
      Given the child has no arrhythmia
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the finding "has arrhythmia" is yes

    @near_miss
    Scenario: Recorded as absent
      Given the child has no arrhythmia
      When the evidence is consulted
      Then the finding "has arrhythmia" is no

    @undecided
    Scenario: A child recorded as asymptomatic may have one
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the finding "has arrhythmia" is unknown

    @undecided
    Scenario: A controlled rhythm without a recorded arrhythmia says nothing of it
      Given the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the finding "has arrhythmia" is unknown

  @rule:arrhythmia_control
  @evidence:smythe1990#surgery
  Rule: Whether drugs control the arrhythmia at present

    @holds
    Scenario Outline: A controlled response counts unless the drug is not taken
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And anti-arrhythmic drugs <course>
      When the evidence is consulted
      Then the finding "arrhythmia control" is <control>
      And the finding "possibly life threatening" is <danger>

      Examples:
        | course              | control    | danger  |
        | are being taken     | controlled | unknown |
        | are not being taken | lapsed     | yes     |
        | have been stopped   | lapsed     | yes     |

    @holds
    Scenario: Refractory to drugs
      Given the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the finding "arrhythmia control" is refractory

    @undecided
    Scenario: A drug that is taken does not show that it works
      Given anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then the finding "arrhythmia control" is unknown

    @undecided
    Scenario: A drug that was stopped does not show that it had worked
      Given anti-arrhythmic drugs have been stopped
      When the evidence is consulted
      Then the finding "arrhythmia control" is unknown

  @rule:arrhythmia_not_controlled
  @evidence:case_intractable_arrhythmia#course @evidence:webb1993#presentation
  Rule: Whether there is an arrhythmia that is not known to be controlled

    @holds
    Scenario Outline: An arrhythmia that is refractory, or of which the response is not recorded
      Given the child has arrhythmia
      And the arrhythmia is <response>
      When the evidence is consulted
      Then the finding "arrhythmia not controlled" is yes
      And the finding "possibly life threatening" is yes

      Examples:
        | response            |
        | refractory to drugs |
        | of unknown response |

    @near_miss
    Scenario: Controlled by drugs, whether they are recorded or not
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the finding "arrhythmia not controlled" is no

    @near_miss
    Scenario: No arrhythmia
      Given the child has no arrhythmia
      When the evidence is consulted
      Then the finding "arrhythmia not controlled" is no

    @undecided
    Scenario: Control that has lapsed, where no arrhythmia is recorded
      Given the arrhythmia is controlled by drugs
      And anti-arrhythmic drugs have been stopped
      When the evidence is consulted
      Then the finding "arrhythmia not controlled" is unknown

  @rule:flow_compromised
  @evidence:bosi1996#symptoms_first @evidence:smythe1990#surgery @evidence:surgery1998#operated
  Rule: Whether the tumours compromise flow

    @holds
    Scenario Outline: Any one of six is enough
      Given every symptom is recorded as absent
      And the child has <symptom>
      When the evidence is consulted
      Then the finding "flow compromised" is yes

      Examples:
        | symptom                    |
        | heart failure              |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | syncope                    |

    @holds
    Scenario Outline: What the echocardiogram shows may be there without symptoms
      Given the child is recorded as asymptomatic
      And the child has <finding>
      When the evidence is consulted
      Then the finding "flow compromised" is yes
      And the finding "symptomatic" is yes

      Examples:
        | finding                    |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @near_miss
    Scenario Outline: All six recorded as absent
      Given every symptom is recorded as absent
      And <other> is unknown
      When the evidence is consulted
      Then the finding "flow compromised" is no

      Examples:
        | other                |
        | arrhythmia           |
        | respiratory distress |

    @near_miss
    Scenario: Without symptoms, and with the three echo findings recorded as absent
      Given the child is recorded as asymptomatic
      And the child has no outflow obstruction
      And the child has no inflow obstruction
      And the child has no duct-dependent circulation
      When the evidence is consulted
      Then the finding "flow compromised" is no

    @undecided
    Scenario Outline: One of the three echo findings unknown leaves it unknown, also without symptoms
      Given the child is recorded as asymptomatic
      And the child has no outflow obstruction
      And the child has no inflow obstruction
      And the child has no duct-dependent circulation
      And <finding> is unknown
      When the evidence is consulted
      Then the finding "flow compromised" is unknown

      Examples:
        | finding                    |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @undecided
    Scenario Outline: All but one of the six recorded as absent leaves it unknown
      Given every symptom is recorded as absent
      And <symptom> is unknown
      When the evidence is consulted
      Then the finding "flow compromised" is unknown

      Examples:
        | symptom                    |
        | heart failure              |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | syncope                    |

  @rule:possibly_life_threatening
  @evidence:bosi1996#symptoms_first @evidence:case_intractable_arrhythmia#course @evidence:surgery1998#operated
  @evidence:webb1993#presentation
  Rule: Whether the presentation may be life-threatening

    @holds
    Scenario Outline: Compromised flow, an arrhythmia that is not known to be controlled, or respiratory distress
      Given every symptom is recorded as absent
      And the child has <symptom>
      When the evidence is consulted
      Then the finding "possibly life threatening" is yes

      Examples:
        | symptom                    |
        | heart failure              |
        | arrhythmia                 |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | respiratory distress       |
        | syncope                    |

    @undecided
    Scenario Outline: All but one recorded as absent leaves it unknown
      Given every symptom is recorded as absent
      And <symptom> is unknown
      When the evidence is consulted
      Then the finding "possibly life threatening" is unknown

      Examples:
        | symptom                    |
        | heart failure              |
        | arrhythmia                 |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | respiratory distress       |
        | syncope                    |

    @undecided
    Scenario: A child recorded as asymptomatic may have what only an echocardiogram or an ECG shows
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the finding "possibly life threatening" is unknown
      And the finding "symptomatic" is no

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the finding "possibly life threatening" is no

    @near_miss
    Scenario: Not without symptoms, with rhythm and echo findings recorded as normal
      Given the child is recorded as asymptomatic
      And the child has no arrhythmia
      And the child has no outflow obstruction
      And the child has no inflow obstruction
      And the child has no duct-dependent circulation
      When the evidence is consulted
      Then the finding "possibly life threatening" is no

    @near_miss
    Scenario: Not with an arrhythmia that drugs control, and nothing else
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the finding "possibly life threatening" is no
      And the finding "symptomatic" is yes

  @rule:danger_concerns_child
  @evidence:bosi1996#symptoms_first @evidence:tsc_criteria2021#rhabdomyoma_is_major
  Rule: Whether a danger from heart tumours concerns this child

    @holds
    Scenario: A tumour on record
      When the evidence is consulted
      Then the finding "danger concerns child" is yes

    @holds
    Scenario Outline: TSC, and no tumour denied
      Given an unknown number of cardiac rhabdomyomas
      And TSC is <status>
      When the evidence is consulted
      Then the finding "danger concerns child" is yes

      Examples:
        | status   |
        | definite |
        | possible |

    @near_miss
    Scenario: No tumour, though there is TSC
      Given no cardiac rhabdomyomas
      And TSC is definite
      When the evidence is consulted
      Then the finding "danger concerns child" is no

    @near_miss
    Scenario: A child who has died
      Given the child has died
      When the evidence is consulted
      Then the finding "danger concerns child" is no

    @undecided
    Scenario Outline: Neither a tumour nor TSC on record
      Given an unknown number of cardiac rhabdomyomas
      And TSC is <status>
      When the evidence is consulted
      Then the finding "danger concerns child" is unknown

      Examples:
        | status   |
        | unknown  |
        | excluded |

  @rule:life_threatening_presentation
  @evidence:bosi1996#symptoms_first @evidence:surgery1998#operated @evidence:webb1993#presentation
  Rule: Presentation that may be life-threatening

    @holds
    Scenario Outline: The fixed sentence sends the reader to immediate specialist assessment
      Given the child has <symptom>
      When the evidence is consulted
      Then the alert "life threatening presentation" is shown
      And the alert "life threatening presentation" mentions "immediate specialist assessment"

      Examples:
        | symptom                    |
        | heart failure              |
        | arrhythmia                 |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |
        | cyanosis                   |
        | respiratory distress       |
        | syncope                    |

    @holds
    Scenario: The sentence is there even where the scope is not known
      Given a child of unknown age
      And the child has heart failure
      When the evidence is consulted
      Then the scope cannot be assessed
      And the alert "life threatening presentation" is shown

    @holds
    Scenario Outline: The sentence is there where the child is out of scope
      Given <circumstance>
      And the child has heart failure
      When the evidence is consulted
      Then the child is out of scope
      And no option is put forward
      And the alert "life threatening presentation" is shown

      Examples:
        | circumstance        |
        | a child of 19 years |
        | TSC is excluded     |

    @holds
    Scenario: TSC and no tumour denied is enough
      Given an unknown number of cardiac rhabdomyomas
      And TSC is possible
      And the child has heart failure
      When the evidence is consulted
      Then the scope cannot be assessed
      And the alert "life threatening presentation" is shown

    @undecided
    Scenario: Where an option is on the table and the flow is not recorded, it is said that it could not be excluded
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the alert "life threatening presentation" could not be excluded

    @undecided
    Scenario: A child recorded as asymptomatic, without a word on obstruction or rhythm
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the alert "life threatening presentation" could not be excluded

    @near_miss
    Scenario: No such alert where everything is recorded as absent and the arrhythmia is controlled
      Given every symptom is recorded as absent
      And the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the alert "life threatening presentation" is not shown

    @near_miss
    Scenario: No such alert about a child who has died, or who has no tumour
      Given no cardiac rhabdomyomas
      And the child has heart failure
      When the evidence is consulted
      Then the alert "life threatening presentation" is not shown

    @undecided
    Scenario: Silent where neither a tumour nor TSC is on record
      Given an unknown number of cardiac rhabdomyomas
      And the child has heart failure
      When the evidence is consulted
      Then the alert "life threatening presentation" is not shown

  @rule:symptoms_not_named
  @evidence:sugalska2021#symptomatic_children
  Rule: Recorded as not asymptomatic, with no symptom named

    @holds
    Scenario: The symptom status stays open, and the reader is told
      Given the child is recorded as not asymptomatic
      When the evidence is consulted
      Then the finding "symptomatic" is unknown
      And the alert "symptoms not named" is shown
      And the alert "symptoms not named" is for information

    @near_miss
    Scenario: A named symptom settles it
      Given the child is recorded as not asymptomatic
      And the child has syncope
      When the evidence is consulted
      Then the alert "symptoms not named" is not shown

    @undecided
    Scenario: Left open while the symptoms are unknown
      When the evidence is consulted
      Then the alert "symptoms not named" is not shown
