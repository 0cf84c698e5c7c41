Feature: Does the evidence speak for anti-arrhythmic drugs?

  Background:
    Given a newborn of 4 days
    And 2 cardiac rhabdomyomas

  @rule:antiarrhythmic_arrhythmia
  @evidence:bosi1996#rhythm @evidence:sciacca2014#arrhythmia @evidence:sugalska2021_lay#earlier_options
  Rule: Arrhythmia

    @holds
    Scenario Outline: Anti-arrhythmic drugs may be considered
      Given the child has arrhythmia
      And the arrhythmia is <response>
      When the evidence is consulted
      Then anti-arrhythmic drugs may be considered
      And anti-arrhythmic drugs are not put forward especially

      Examples:
        | response              |
        | controlled by drugs   |
        | refractory to drugs   |
        | of unknown response   |

    @undecided
    Scenario: An arrhythmia that is not recorded leaves it open
      Given the child has cyanosis
      When the evidence is consulted
      Then anti-arrhythmic drugs cannot be assessed
      And arrhythmia is asked for

    @near_miss
    Scenario: Not where every symptom is recorded as absent
      Given every symptom is recorded as absent
      And the arrhythmia is of unknown response
      When the evidence is consulted
      Then anti-arrhythmic drugs are not applicable

  @rule:antiarrhythmic_no_arrhythmia
  @evidence:sugalska2021_lay#earlier_options
  Rule: No arrhythmia

    @holds
    Scenario Outline: Not applicable
      Given <record>
      When the evidence is consulted
      Then anti-arrhythmic drugs are not applicable
      And anti-arrhythmic drugs are not put forward especially

      Examples:
        | record                              |
        | the child has no arrhythmia         |
        | every symptom is recorded as absent |

    @undecided
    Scenario: A child without symptoms may have an arrhythmia that nobody has looked for
      Given the child is recorded as asymptomatic
      When the evidence is consulted
      Then anti-arrhythmic drugs cannot be assessed

    @near_miss
    Scenario: With an arrhythmia they are
      Given the child has arrhythmia
      When the evidence is consulted
      Then anti-arrhythmic drugs may be considered

    @undecided
    Scenario: Left open while the symptoms are unknown
      Given symptoms are unknown
      When the evidence is consulted
      Then anti-arrhythmic drugs cannot be assessed
      And arrhythmia is asked for, as it could change anti-arrhythmic drugs

  @rule:arrhythmia_refractory
  @evidence:smythe1990#surgery @evidence:turk2023#surgery
  Rule: Arrhythmia refractory to drugs

    @holds
    Scenario: An alert says so
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the alert "arrhythmia refractory" is shown
      And the alert "arrhythmia refractory" is a warning

    @near_miss
    Scenario: Not where drugs control it
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the alert "arrhythmia refractory" is not shown

    @undecided
    Scenario: Where the response is not recorded, it could not be excluded
      Given the child has arrhythmia
      And the arrhythmia is of unknown response
      When the evidence is consulted
      Then the alert "arrhythmia refractory" could not be excluded

    @holds
    Scenario: A refractory arrhythmia is there, though it is recorded as absent
      Given every symptom is recorded as absent
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the alert "arrhythmia refractory" is shown

    @near_miss
    Scenario: Not where there is no arrhythmia
      Given every symptom is recorded as absent
      And the arrhythmia is of unknown response
      When the evidence is consulted
      Then the alert "arrhythmia refractory" is not shown

  @rule:drugs_have_not_controlled
  @evidence:smythe1990#surgery
  Rule: Anti-arrhythmic drugs have not controlled the arrhythmia

    @holds
    Scenario: The other options are weighed beside the drugs
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the reasons for anti-arrhythmic drugs mention "the other options are weighed"

    @near_miss
    Scenario: Not said where drugs control it
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the reasons for anti-arrhythmic drugs do not mention "the other options are weighed"

    @near_miss
    Scenario: Not said where there is no arrhythmia
      Given every symptom is recorded as absent
      And the arrhythmia is of unknown response
      When the evidence is consulted
      Then the reasons for anti-arrhythmic drugs do not mention "the other options are weighed"

    @undecided
    Scenario: Left open while the response is unknown
      Given the child has arrhythmia
      When the evidence is consulted
      Then the reasons for anti-arrhythmic drugs do not mention "the other options are weighed"

  @rule:rhythm_improved_before_size
  @evidence:silva_sanchez#rhythm_before_size
  Rule: Refractory arrhythmia on an mTOR inhibitor, in two patients

    @holds
    Scenario: Two patients are told of, and they stay two patients
      Given the child has arrhythmia
      And the arrhythmia is refractory to drugs
      And TSC is definite
      When the evidence is consulted
      Then an mTOR inhibitor may be considered
      And the reasons for the mTOR inhibitor mention "two published patients"

    @near_miss
    Scenario: Not told of where drugs control the arrhythmia
      Given the child has arrhythmia
      And the arrhythmia is controlled by drugs
      And TSC is definite
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "two published patients"

    @near_miss
    Scenario: Not told of where there is no arrhythmia
      Given every symptom is recorded as absent
      And the child has cyanosis
      And the arrhythmia is of unknown response
      And TSC is definite
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "two published patients"

    @undecided
    Scenario: Rhythm improved before size: left open while the response is unknown
      Given the child has arrhythmia
      And TSC is definite
      When the evidence is consulted
      Then the reasons for the mTOR inhibitor do not mention "two published patients"

  @rule:antiarrhythmic_taken
  @evidence:antiarrhythmics_chapter#classes @evidence:atc_c01b#members
  @evidence:infant_tachycardia2021#drugs @evidence:infant_tachycardia2022#drugs
  @evidence:newborn_tachycardia2022#drugs @evidence:sugalska2021_lay#earlier_options
  Rule: Whether an anti-arrhythmic drug is being taken

    @holds
    Scenario Outline: An anti-arrhythmic among the drugs counts as being taken
      Given the drugs taken are <drug>
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is yes

      Examples:
        | drug        |
        | propranolol |
        | flecainide  |
        | propafenone |
        | sotalol     |
        | amiodarone  |
        | digoxin     |
        | verapamil   |
        | Atenolol    |

    @holds
    Scenario: Also where the status says that none is taken
      Given anti-arrhythmic drugs are not being taken
      And the drugs taken are sotalol
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is yes

    @undecided
    Scenario: A list without one, even if complete, does not show that none is taken
      Given the drugs taken are captopril, clarithromycin
      And the list of drugs is complete
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is unknown

    @holds
    Scenario: Recorded as taken
      Given anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is yes

    @holds
    Scenario: A controlled response shows it where the status is not recorded
      Given the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is yes

    @near_miss
    Scenario Outline: Not taken, or stopped, whatever the response was
      Given anti-arrhythmic drugs <course>
      And the arrhythmia is controlled by drugs
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is no

      Examples:
        | course              |
        | are not being taken |
        | have been stopped   |

    @undecided
    Scenario: A refractory arrhythmia does not show it
      Given the arrhythmia is refractory to drugs
      When the evidence is consulted
      Then the finding "antiarrhythmic taken" is unknown

  @rule:antiarrhythmic_being_taken
  @evidence:sugalska2021_lay#earlier_options
  Rule: An anti-arrhythmic drug being taken, no arrhythmia on record

    @holds
    Scenario: Never "not applicable" while one is taken
      Given the child has no arrhythmia
      And anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then anti-arrhythmic drugs are outside the evidence
      And anti-arrhythmic drugs are not put forward especially

    @holds
    Scenario: An anti-arrhythmic among the drugs, with no status
      Given the child has no arrhythmia
      And the drugs taken are propranolol
      When the evidence is consulted
      Then anti-arrhythmic drugs are outside the evidence

    @holds
    Scenario: Also where the arrhythmia is not recorded
      Given anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then anti-arrhythmic drugs are outside the evidence
      And arrhythmia is asked for, as it could change anti-arrhythmic drugs

    @near_miss
    Scenario: An arrhythmia explains it
      Given the child has arrhythmia
      And anti-arrhythmic drugs are being taken
      When the evidence is consulted
      Then anti-arrhythmic drugs may be considered

    @near_miss
    Scenario: None is taken
      Given the child has no arrhythmia
      And anti-arrhythmic drugs have been stopped
      When the evidence is consulted
      Then anti-arrhythmic drugs are not applicable

    @undecided
    Scenario: Not known whether one is taken
      Given the child has no arrhythmia
      When the evidence is consulted
      Then anti-arrhythmic drugs are not applicable
