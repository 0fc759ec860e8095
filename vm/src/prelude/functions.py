# prelude: functions
