-- version 0: an empty file, as it is before the first run
SELECT 1;
