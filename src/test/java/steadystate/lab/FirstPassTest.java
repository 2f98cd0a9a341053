package steadystate.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import steadystate.reconcile.pass.Receipt;

class FirstPassTest {
  static final String SHOP =
      """
      securityGroups:
        alb:
          description: the load balancer
          ingress:
            - {protocol: tcp, ports: 80, from: 0.0.0.0/0, description: everybody}
        api:
          description: api tasks
          ingress:
            - {protocol: tcp, ports: 8000, from: securityGroup/alb}
      loadBalancers:
        public:
          type: application
          scheme: internet-facing
          securityGroups: [securityGroup/alb]
          listeners:
            http: {port: 80, protocol: HTTP}
      services:
        api:
          image: repo/api:1.4.2
          cpu: 256
          memory: 512
          port: 8000
          environment: {LOG: info, MODE: api}
          desiredCount: 2
          securityGroups: [securityGroup/api]
          assignPublicIp: true
          logRetentionDays: 14
          expose:
            - {loadBalancer: loadBalancer/public, listener: http, path: /*, priority: 10, healthCheck: {path: /health}}
      """;

  @Test
  void a_shop_is_made_from_nothing_and_a_second_plan_is_empty_in_memory() {
    Lab lab = Lab.inMemory();

    Receipt receipt = lab.apply(SHOP);

    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.differences(SHOP)).isEmpty();
  }

  @Test
  void a_shop_is_made_from_nothing_and_a_second_plan_is_empty_over_http() {
    Lab lab = Lab.moto();

    Receipt receipt = lab.apply(SHOP);

    assertThat(receipt.outcome()).isEqualTo(new Receipt.Outcome.Steady());
    assertThat(lab.differences(SHOP)).isEmpty();
  }
}
