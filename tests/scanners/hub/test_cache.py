"""What answers are kept in."""

from scanners.hub.cache import Answer, MemoryCache


def test_what_is_put_or_pinned_is_there() -> None:
    cache = MemoryCache()
    one, two = Answer(200, {}, b"one"), Answer(404)
    cache.put("a", one)
    cache.pin("b", two)
    assert (cache.get("a"), cache.get("b"), cache.get("c")) == (one, two, None)


def test_the_oldest_goes_when_there_is_no_room() -> None:
    cache = MemoryCache(most=10)
    for key in "abc":
        cache.put(key, Answer(200, {}, b"1234"))
    assert [bool(cache.get(key)) for key in "abc"] == [False, True, True]


def test_what_is_put_again_takes_no_more_room() -> None:
    cache = MemoryCache(most=10)
    for _ in range(9):
        cache.put("a", Answer(200, {}, b"12345"))
    cache.put("b", Answer(200, {}, b"12345"))
    assert cache.get("a")
    assert cache.get("b")


def test_what_is_larger_than_all_the_room_is_not_kept() -> None:
    cache = MemoryCache(most=10)
    cache.put("a", Answer(200, {}, b"x" * 11))
    assert cache.get("a") is None
    cache.put("b", Answer(200, {}, b"x" * 10))
    assert cache.get("b")
