from recounted.reading.words.posts import own_words, posted

FACEBOOK = "Sulaco's Post\n\nSulacoMay 3, 2024 · Shared with PublicShells fell on the market.All reactions:12 commentsSo sad1y"
X = "Post\n\nSulaco@sulaco1Shells fell on the market.9:04 PM · May 3, 20241.2KViews31\n\nsomebody@s2So sad"


def test_the_words_of_others_are_left_out() -> None:
    assert own_words(FACEBOOK).endswith("on the market.")
    assert own_words(X).endswith("May 3, 2024")
    assert own_words("No post · at all.") == "No post · at all."


def test_the_day_of_a_post() -> None:
    assert posted(FACEBOOK) == posted(X) == "2024-05-03"
    assert posted("On May 3, 2024 shells fell on the market.") is None
