"""The thesaurus: which things are of one kind, which words may stand for each other, which are opposites."""

from earwitness.tellings.thesaurus import breadth, concrete, near, one_thing, opposite, sorts


def test_a_vehicle_may_be_a_truck_and_a_cucumber_is_no_pepper():
    assert one_thing("vehicle", "truck")
    assert not one_thing("cucumber", "pepper")


def test_the_narrower_the_kind_that_two_things_share_the_nearer_they_are():
    assert breadth("cucumber", "pepper") < breadth("garage", "sauna") < breadth("blanket", "knife")


def test_things_can_be_pointed_at_and_thoughts_cannot():
    assert 5 < concrete("cucumber")
    assert concrete("decision") == 0
    assert sorts("drummer") == {"person"}
    assert "place" in sorts("sauna")


def test_translators_take_sleet_for_snow_and_not_knife_for_pistol():
    assert near("sleet", "snow") and near("boss", "director")
    assert not near("knife", "pistol")


def test_opposites_are_opposites_both_ways():
    assert opposite("deep", "shallow", "a") == opposite("shallow", "deep", "a") == 2
    assert opposite("deep", "blue", "a") == 0
