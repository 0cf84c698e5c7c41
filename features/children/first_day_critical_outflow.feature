Feature: A newborn of 1 day with a critical outflow obstruction, on prostaglandin
  One tumour of 19 mm in the left ventricle, heart failure, a duct-dependent circulation, alprostadil. At a first
  visit there is no trend, no judgement of the surgical risk and no diagnosis of TSC; version 0.1.0 could assess none
  of four options.

  Scenario: A first visit is enough for an answer
    Given a newborn of 1 day
    And the life stage is postnatal
    And 1 cardiac rhabdomyoma
    And the largest tumour measures 19 mm
    And a tumour is seen in the left ventricle
    And the child has outflow obstruction
    And the child has heart failure
    And the child has duct-dependent circulation
    And the drugs taken are alprostadil
    When the evidence is consulted
    Then danger is said first
    And specialist review is the usual course, immediately
    And surveillance is outside the evidence
    And an mTOR inhibitor may be considered
    And the reasons for the mTOR inhibitor begin with "TSC is not established here"
    And the mTOR inhibitor carries every caveat it must
    And surgery may be considered
    And the reasons for surgery mention "ductal stent"
    And anti-arrhythmic drugs cannot be assessed
    And TSC evaluation is the usual course
    And the surgical risk is asked for, as it could change the mTOR inhibitor
    And the TSC status is asked for
    And arrhythmia is asked for
    And the alert "infection before mTOR inhibitor" could not be excluded
    And it is said that "73 %"
    And it is nowhere said that "this child has no symptoms"
