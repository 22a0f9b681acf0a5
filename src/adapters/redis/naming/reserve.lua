--[[
  Returns the weight of a name and, in case no name is in use, reserves one: the first of concurrent callers decides.

  ARGV[1]  the name that the caller would use
  ARGV[2]  ms for which the reservation stands: longer than it takes to use the name

  Returns {weight, the name to use}
]]
redis.call('SET', RESERVATION, ARGV[1], 'NX', 'PX', ARGV[2])
return { weight(), redis.call('GET', RESERVATION) }
