"""The interview: from nothing, or from a case file, by the questions that can still change the answer, to a case file and an answer."""
