package steadystate.sandbox.ec2;

/** What a VPC can switch on and does not show with itself, but one at a time when asked. */
record Ec2VpcSwitches(boolean dnsSupport, boolean dnsHostnames, boolean usageMetrics) {}
