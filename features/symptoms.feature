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

    @near_miss
    Scenario: A child recorded as asymptomatic has none
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then the finding "has arrhythmia" is no

    @undecided
    Scenario: Another symptom says nothing about the rhythm
      Given the child has cyanosis
      When the evidence is consulted
      Then the finding "has arrhythmia" is unknown

  @rule:possibly_life_threatening
  @evidence:bosi1996#symptoms_first @evidence:surgery1998#operated
  Rule: Whether the presentation may be life-threatening

    @holds
    Scenario Outline: Heart failure, obstruction or duct-dependent circulation
      Given the child has <symptom>
      When the evidence is consulted
      Then the finding "possibly life threatening" is yes

      Examples:
        | symptom                    |
        | heart failure              |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @undecided
    Scenario Outline: All but one of the four recorded as absent leaves it unknown
      Given every symptom is recorded as absent
      And <symptom> is unknown
      When the evidence is consulted
      Then the finding "possibly life threatening" is unknown

      Examples:
        | symptom                    |
        | heart failure              |
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @undecided
    Scenario: Arrhythmia alone leaves it unknown
      Given the child has arrhythmia
      When the evidence is consulted
      Then the finding "possibly life threatening" is unknown

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      When the evidence is consulted
      Then the finding "possibly life threatening" is no

  @rule:life_threatening_presentation
  @evidence:bosi1996#symptoms_first @evidence:surgery1998#operated
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
        | outflow obstruction        |
        | inflow obstruction         |
        | duct-dependent circulation |

    @holds
    Scenario: The sentence is there even where the scope is not known
      Given a child of unknown age
      And the child has heart failure
      When the evidence is consulted
      Then the scope cannot be assessed
      And the alert "life threatening presentation" is shown

    @undecided
    Scenario: Where an option is on the table and heart failure is not recorded, it is said that it could not be excluded
      Given the child has arrhythmia
      When the evidence is consulted
      Then the alert "life threatening presentation" could not be excluded

    @near_miss
    Scenario: No such alert where all four are recorded as absent
      Given every symptom is recorded as absent
      And the child has arrhythmia
      When the evidence is consulted
      Then the alert "life threatening presentation" is not shown

    @undecided
    Scenario: An empty record does not shout
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
